"""Signing out closes the sockets of that session, on every page that shares it."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from accounts.live import publish


@receiver(user_logged_out)
def close_sockets(sender, request, **kwargs):
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        publish.end_session(key)
