"""A device hears as long as its member is signed in there: signing out, suspension and leaving end it. And who tells
their provider that a mail of ours is unwelcome has taken its way out."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from accounts.mail.models import Mail
from accounts.mail.signals import mail_unwelcome
from accounts.members.signals import member_left, member_suspended
from community.notifications import leaving
from community.notifications.subscriptions import PushSubscription


@receiver(user_logged_out)
def end_device(sender, request, **kwargs):
    if key := getattr(getattr(request, "session", None), "session_key", None):
        PushSubscription.objects.end_session(key)


@receiver([member_suspended, member_left])
def end_devices(sender, member, **kwargs):
    PushSubscription.objects.forget(member)


@receiver(mail_unwelcome, sender=Mail)
def take_way_out(sender, mail, **kwargs):
    """What is owed has none, and keeps coming."""
    token = mail.headers.get("List-Unsubscribe", "").strip("<>").rstrip("/").rpartition("/")[2]
    if way := leaving.opened(token):
        way.take()
