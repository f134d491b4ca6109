"""The second factor that staff owe: shown in this session, still owed, or waived in the demo house (row 43).

What counts is the session, not the account: a staff session that began with a password alone opens nothing
of the staff's, even when the account has an authenticator.
"""

from allauth.mfa.models import Authenticator

from accounts.brand.models import Brand

SHOWN = "second_factor"
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def note(session, member) -> None:
    """Puts down that the member has shown a second factor in this session."""
    session[SHOWN] = member.pk


def forget(session) -> None:
    session.pop(SHOWN, None)


def was_shown(session, member) -> bool:
    return session.get(SHOWN) == member.pk


def is_set_up(member) -> bool:
    return Authenticator.objects.filter(user_id=member.pk, type__in=STRONG).exists()


def is_waived() -> bool:
    """Only the demo house lets its staff in with a password, under a banner that says so (D-19)."""
    return Brand.current().is_demo


def is_owed(session, member) -> bool:
    """Whether the member must show a second factor before this session opens what is the staff's."""
    return member.is_staff and not was_shown(session, member) and not is_waived()
