"""What the schedule asks of events. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.events.reminding import remind_due


@shared_task(name="community.events.tasks.remind")
def remind() -> None:
    remind_due(timezone.now())
