"""The sweep: digests whose time has come, one member at a time; asked once more when the mail's turn comes."""

import logging
import time
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.mail import outbox
from accounts.mail.models import Mail
from community.digests import letters
from community.digests.models import Digest, Issue

log = logging.getLogger("tertulia.digests")
LONGEST_RUN = 90  # seconds, well below the worker's limit: the next run goes on


def send_due(as_of: datetime | None = None) -> int:
    """Returns how many were written. Two sweeps at once never take the same; after an outage each member gets one."""
    began, count = time.monotonic(), 0
    Digest.objects.enrol(as_of or timezone.now())
    while time.monotonic() - began < LONGEST_RUN:
        if (written := _send_one(as_of or timezone.now())) is None:
            break
        count += written
    return count


@transaction.atomic
def _send_one(as_of: datetime) -> bool | None:
    """Whether there was something to tell to the member whose turn it is; None when nobody is left."""
    due = Digest.objects.due(as_of).select_for_update(skip_locked=True).order_by("next_at", "pk")
    if (digest := due.first()) is None:
        return None
    try:
        with transaction.atomic():
            return digest.send(as_of) is not None
    except OperationalError:
        raise  # the database is away: that is nobody's fault, and the sweep comes again
    except Exception:
        log.exception("The digest of member %s could not be put together", digest.pk)
        digest.stumble(as_of)
    return False


def is_still_so(mail: Mail) -> bool:
    """Asked when its turn comes, which may be hours later; what no longer holds is put together anew."""
    now = timezone.now()
    issue = Issue.objects.filter(pk=mail.pk).first()
    if issue is None:
        return False
    if issue.is_still_so(now):
        return True
    issue.retract(now)
    return False


def register() -> None:
    outbox.register_check(letters.KIND, is_still_so)
    outbox.register_way_out(letters.KIND, letters.end)
