"""What the schedule asks here: a look at night, and forgetting. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from community.concert.models import Concert
from community.concert.traces import Trace
from community.submissions.models import Submission
from community.writing.repeats import Repeat


@shared_task(name="community.concert.tasks.look")
def look() -> None:
    Concert.objects.look(timezone.now())


@shared_task(name="community.concert.tasks.forget")
def forget() -> None:
    now = timezone.now()
    Trace.objects.sweep(now)
    Repeat.objects.sweep(now)
    Submission.objects.sweep(now)
