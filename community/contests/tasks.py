"""What the schedule asks of contests. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.contests.sweeping import open_due


@shared_task(name="community.contests.tasks.open_votes")
def open_votes() -> None:
    open_due(timezone.now())
