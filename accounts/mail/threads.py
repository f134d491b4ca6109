"""Threads: mails about one thing to one address name each other, so that a mail program shows them as one talk."""

from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail

LONGEST = 12  # Message-IDs in a header: the first one and the latest


def headers_for(about: str, address: str) -> dict[str, str]:
    """In-Reply-To and References of the next mail about this to this address; empty for the first one."""
    went = Mail.objects.of(about).filter(to=address).values_list("created_at", "message_id")
    came = IncomingMail.objects.filter(about=about, sender=address.lower()).exclude(message_id="")
    known = [*went, *came.exclude(outcome="quarantine").values_list("received_at", "message_id")]
    ids = [message_id for _at, message_id in sorted(known)]
    if not ids:
        return {}
    named = ids if len(ids) <= LONGEST else [ids[0], *ids[1 - LONGEST :]]
    return {"In-Reply-To": ids[-1], "References": " ".join(named)}
