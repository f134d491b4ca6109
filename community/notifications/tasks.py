"""Tasks of notifications."""

from celery import shared_task

from community.notifications import delivering


@shared_task
def deliver_due() -> None:
    delivering.deliver_due()
