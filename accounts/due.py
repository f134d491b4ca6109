"""What is due goes out: every table whose rows have an hour of their own names the rows that its sweep would take.

    due.register("reminder of an event", EventReminder.objects.due)     # in the concept's laws.py

`due(as_of)` is the sweep's own queryset: what it would have taken an hour ago, and still could, is late (law I11).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts import invariants

HOUR = timedelta(hours=1)  # sweeps run each minute; what is swept each hour gets more


def register(name: str, due: Callable[[datetime], QuerySet], within: timedelta = HOUR) -> Callable[[], int]:
    """Adds the table to law I11; returns the function that counts its late rows."""
    hours = within // HOUR

    @invariants.register("I11", f"no {name} is late by more than {hours} h")
    def late() -> int:
        return due(timezone.now() - within).count()

    return late
