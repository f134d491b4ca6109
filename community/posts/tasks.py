"""What the schedule asks of posts. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.posts.sweeping import go_out_due


@shared_task(name="community.posts.tasks.go_out")
def go_out() -> None:
    go_out_due(timezone.now())
