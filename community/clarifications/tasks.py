"""What the schedule asks of clarifications. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.clarifications.models import tell_due


@shared_task(name="community.clarifications.tasks.tell")
def tell() -> None:
    tell_due(timezone.now())
