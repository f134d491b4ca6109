"""A device hears as long as its member is signed in there: signing out, suspension and leaving end it."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from accounts.members.signals import member_left, member_suspended
from community.notifications.subscriptions import PushSubscription


@receiver(user_logged_out)
def end_device(sender, request, **kwargs):
    if key := getattr(getattr(request, "session", None), "session_key", None):
        PushSubscription.objects.end_session(key)


@receiver([member_suspended, member_left])
def end_devices(sender, member, **kwargs):
    PushSubscription.objects.forget(member)
