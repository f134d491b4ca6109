"""What the schedule asks of bookmarks. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.bookmarks.sweeping import remind_due


@shared_task(name="community.bookmarks.tasks.remind")
def remind() -> None:
    remind_due(timezone.now())
