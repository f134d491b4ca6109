"""What the schedule asks of moderation. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.moderation.sweeping import blank_due


@shared_task(name="community.moderation.tasks.blank")
def blank() -> None:
    blank_due(timezone.now())
