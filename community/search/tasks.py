"""What the schedule asks of the search. Safe to run twice."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from community.search.models import SearchWord, UnansweredSearch


@shared_task(name="community.search.tasks.learn")
def learn() -> None:
    """Learns the words of today, and forgets old searches."""
    with transaction.atomic():
        SearchWord.objects.learn()
    UnansweredSearch.objects.forget(as_of=timezone.now())
