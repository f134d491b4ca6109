"""The mail of a digest: in its reader's language, with one click out of it (RFC 8058)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.mail import outbox
from accounts.mail.models import Mail
from community.digests.composing import Part
from community.notifications import leaving
from community.notifications.channels import DIGEST, WHOLE

KIND = "digests.digest"


def write(
    member, parts: list[Part], *, pace: str, once: str, is_sample: bool, as_of: datetime
) -> Mail | None:
    """Returns the row; None for a member without an address."""
    return outbox.write(
        kind=KIND,
        to=member,
        context={
            "parts": parts,
            "count": sum(len(part.entries) + part.rest for part in parts),
            "pace": pace,
            "is_sample": is_sample,
            "link": f"{settings.BASE_URL}/",
        },
        once=once,
        as_of=as_of,
    )


def end(member, context: Mapping[str, Any]) -> str:
    return leaving.address_for(member, [WHOLE], channel=DIGEST)
