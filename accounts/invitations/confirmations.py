"""Shows that an address is theirs, for whoever comes by a link: what they typed travels signed in a mail to it.

Nothing is stored until they come back with it, so a link makes no half members and tells nobody who is a member.
"""

from dataclasses import asdict, dataclass

from django.core import signing
from django.urls import reverse

from accounts.invitations import notices
from accounts.members.models import Member

SALT = "accounts.invitation.confirmation"
LIFETIME = 3 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Wish:
    """What somebody asked for with a link."""

    invitation: int
    email: str
    name: str
    language: str
    notice: str


def ask(invitation, *, email: str, name: str, language: str, notice: str) -> None:
    """Sends one mail, whether the address is known or not."""
    if (
        Member.objects.joined().filter(email=email).exists()
        or Member.objects.pending().filter(email=email).exists()
    ):
        notices.already_member(email, language)
        return
    wish = Wish(invitation.pk, email, name, language, notice)
    signed = signing.dumps(asdict(wish), salt=SALT, compress=True)
    path = reverse("invitations:confirmation", args=[invitation.token, signed])
    notices.confirm(invitation, email, path, language)


def read(invitation, signed: str) -> Wish | None:
    """The wish, if it was signed here for this invitation and is not too old."""
    try:
        wish = Wish(**signing.loads(signed, salt=SALT, max_age=LIFETIME))
    except signing.BadSignature:
        return None
    return wish if wish.invitation == invitation.pk else None
