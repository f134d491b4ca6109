"""How long the originals of incoming mail are kept: they hold more of people than what was taken of them (signatures,
quoted talks, others' addresses), and are needed only while somebody may ask whether it was taken rightly (L-24).

What was taken stays where it is: the ticket's text, its snapshot, the answer, the files. Of what nothing was made words
and subject go, too. Sender, date, Message-ID and outcome stay: they keep the same message from being made twice.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail.incoming.models import IncomingMail


def kept() -> timedelta:
    """For how long the house keeps them."""
    return timedelta(days=Brand.current().originals_days)


def forget_due(as_of: datetime | None = None) -> int:
    """Empties what is older than the house keeps; returns how many. Safe twice, and by two at once."""
    now = as_of or timezone.now()
    return IncomingMail.objects.with_original().received_before(now - kept()).forget(now)
