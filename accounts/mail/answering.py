"""What a reply to a mail becomes, and who reads it: said in the mail itself, for its reader cannot know."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.mail.incoming import replies

BY_THE_TEAM = _("If you reply to this mail, the team reads it.")


@dataclass(frozen=True)
class Ways:
    """The address to which a mail is answered, and a second one that is written to on purpose."""

    address: str = ""
    words: str | Promise = ""
    also_address: str = ""
    also_words: str | Promise = ""

    @property
    def head(self) -> dict[str, str]:
        """The header of the mail; none where the sender's own address serves."""
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
        return {"Reply-To": self.address} if self.address and self.address.lower() != sender else {}


def ways(member, answer: tuple[str, int] | None, also: tuple[str, int] | None, as_of: datetime) -> Ways:
    """How a mail to this member (None: an address without one) is answered; empty while no mail is taken in."""
    if not settings.INBOUND_ADDRESS:
        return Ways()
    address, words = _way(member, answer, as_of)
    if not address:
        return Ways(settings.INBOUND_ADDRESS, BY_THE_TEAM)
    return Ways(address, words, *_way(member, also, as_of))


def _way(member, thing: tuple[str, int] | None, as_of: datetime) -> tuple[str, str | Promise]:
    if thing is None or member is None:
        return "", ""
    kind, number = thing
    known = replies.known(kind)
    return replies.address_for(kind, member.pk, number, as_of), known.words if known else ""
