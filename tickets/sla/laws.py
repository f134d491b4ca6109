"""What must be true of clocks and reminders after whatever happened (docs/laws.md)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Now

from accounts.invariants import register
from tickets.sla.clocks import Clock, ClockPause
from tickets.sla.kinds import MOMENTS
from tickets.sla.reminders import Reminder

GRACE = timedelta(seconds=120)  # two sweeps


@register("I3", "Every stage that a clock reached has one reminder, and no paused or stopped clock reminds")
def reminders_missing_or_out_of_place() -> int:
    missing = sum(_unreminded(stage, column) for stage, column in MOMENTS.items())
    return missing + _spoken_while_still()


def _unreminded(stage: str, column: str) -> int:
    """More than one is impossible (a unique constraint), so none is what can go wrong."""
    still = Coalesce("stopped_at", "paused_at", Now()) - GRACE
    reached = Clock.objects.filter(**{f"{column}__lt": still})
    waiting = ClockPause.objects.filter(
        clock=OuterRef("pk"), began_at__lte=OuterRef(column), ended_at__gte=OuterRef(column)
    )
    reminded = Reminder.objects.filter(clock=OuterRef("pk"), stage=stage)
    return reached.filter(~Exists(waiting), ~Exists(reminded)).count()


def _spoken_while_still() -> int:
    told = Reminder.objects.told()
    waiting = ClockPause.objects.filter(
        clock=OuterRef("clock"),
        began_at__lt=OuterRef("claimed_at") - GRACE,
        ended_at__gt=OuterRef("claimed_at"),
    )
    still = Q(claimed_at__gt=Coalesce("clock__stopped_at", "clock__paused_at") + GRACE)
    return told.filter(still | Exists(waiting)).count()
