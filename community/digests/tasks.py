"""Tasks of digests."""

from celery import shared_task

from community.digests import sweeping


@shared_task
def send_digests() -> None:
    sweeping.send_due()
