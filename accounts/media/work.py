"""Drawing the sizes of what waits, one picture after another."""

import logging
import time
from datetime import datetime

from django.utils import timezone

from accounts.media.models import Upload

log = logging.getLogger(__name__)

# A run ends after so many seconds, well below the worker's time limit: the next one goes on.
LONGEST_RUN = 90


def make_ready_due(as_of: datetime | None = None) -> int:
    """Makes waiting pictures ready and returns how many were taken up."""
    count, began = 0, time.monotonic()
    while time.monotonic() - began < LONGEST_RUN:
        upload = Upload.objects.claim(as_of or timezone.now())
        if upload is None:
            break
        _make_ready(upload, as_of)
        count += 1
    return count


def _make_ready(upload: Upload, as_of: datetime | None) -> None:
    try:
        upload.make_ready(as_of)
    except Exception:  # a full disk, a bucket that is away: the others may still go through
        log.exception("upload %s could not be made ready", upload.pk)
        upload.try_again_later()
