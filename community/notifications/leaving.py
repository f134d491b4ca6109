"""The way out of a mail: a signed address that turns off by mail what the mail was about, and takes it back (RFC 8058).
Of a digest it ends the digest.

It works signed out, for it is followed from a mailbox, by people and by mail programs on their behalf; it can do no
more than this, so it may live as long as the mail does. A GET never acts: scanners of mail follow every link (row 34).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from community.notifications.channels import LABELS, MAIL, WHOLE, Sort, named
from community.notifications.choices import Choice


def signer() -> Signer:
    return Signer(salt="community.notifications.leaving", sep=".")


def address_for(member, sorts: Iterable[Sort], channel: str = MAIL) -> str:
    """Where the member ends these sorts by this channel; empty when none of them can be ended."""
    names = sorted({sort.name for sort in sorts if not sort.is_locked(channel)})
    if not names:
        return ""
    token = signer().sign("-".join([str(member.pk), channel, *names]))
    return settings.BASE_URL + reverse("notifications:way-out", args=[token])


@dataclass(frozen=True)
class WayOut:
    token: str
    member: Any
    channel: str
    sorts: tuple[Sort, ...]

    @property
    def channel_label(self):
        return LABELS[self.channel]

    @property
    def address(self) -> str:
        """The member's, as far as whoever holds the mail needs it: the first letter and where it is."""
        name, at, host = (self.member.email or "").partition("@")
        return f"{name[:1]}…{at}{host}"

    def is_taken(self) -> bool:
        """Whether none of it comes any more."""
        if WHOLE in self.sorts:
            return self.channel in Choice.objects.set_aside(self.member)
        wishes = Choice.objects.of(self.member)
        return not any(self.channel in wishes[sort.name] for sort in self.sorts)

    def take(self) -> None:
        Choice.objects.set_channel(self.channel, self.sorts, wanted=False, by=self.member)

    def turn_back(self) -> None:
        Choice.objects.set_channel(self.channel, self.sorts, wanted=True, by=self.member)


def opened(token: str) -> WayOut | None:
    """The way out that the token names; None for one that is not ours, or of somebody who has left."""
    try:
        number, channel, *names = signer().unsign(token).split("-")
    except BadSignature:
        return None
    member = get_user_model().objects.filter(pk=number, left_at__isnull=True).first()
    sorts = tuple(sort for name in names if (sort := named(name)))
    return WayOut(token, member, channel, sorts) if member and sorts and channel in LABELS else None
