"""What the schedule asks here at night. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.badges.models import Badge


@shared_task(name="community.badges.tasks.award")
def award() -> None:
    Badge.objects.award(timezone.now())
