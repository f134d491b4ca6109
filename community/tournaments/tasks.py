"""What the schedule asks of tournaments. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.tournaments.reminding import remind_due


@shared_task(name="community.tournaments.tasks.remind")
def remind() -> None:
    remind_due(timezone.now())
