"""Sessions of a member: listed by allauth, ended here; and the address that sign-in knows them by."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.live import publish


def keep_address(member) -> None:
    """Puts the member's address down as verified: whoever joins has shown that it is theirs."""
    EmailAddress.objects.filter(user_id=member.pk).delete()
    if member.email:
        EmailAddress.objects.create(user_id=member.pk, email=member.email, verified=True, primary=True)


def of(member):
    """Their living sessions, newest first."""
    living = Session.objects.filter(
        session_key__in=UserSession.objects.filter(user_id=member.pk).values("session_key")
    )
    keys = living.values("session_key")
    return UserSession.objects.filter(user_id=member.pk, session_key__in=keys).order_by("-created_at")


def forget(member, but: str | None = None) -> None:
    """Deletes the listed sessions and closes their sockets; those not listed die with the epoch."""
    gone = UserSession.objects.filter(user_id=member.pk).exclude(session_key=but)
    keys = list(gone.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    gone.delete()
    for key in keys:
        publish.end_session(key)


def end(session: UserSession) -> None:
    publish.end_session(session.session_key)
    session.end()


def renew(request, member) -> None:
    """Lets this one session go on after the epoch has moved."""
    request.session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    request.session.save()
