"""What the schedule asks of polls. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.polls.sweeping import tell_due


@shared_task(name="community.polls.tasks.tell_closed")
def tell_closed() -> None:
    tell_due(timezone.now())
