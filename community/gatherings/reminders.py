"""Reminders of a date: a row a stage, due at its time, claimed by the sweep, told once, passed over when overtaken."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import models

from community.batches import until_done
from community.transactions import all_or_nothing

STAGES = {"day": timedelta(hours=24), "hours": timedelta(hours=2)}
BATCH = 20


class ReminderQuerySet(models.QuerySet):
    def due(self, as_of: datetime):
        return self.filter(told_at__isnull=True, due_at__lte=as_of)

    def plan(self, starts_at: datetime | None, as_of: datetime, **of) -> None:
        """A row a stage; what has passed by then is told to nobody. Without a date nothing is owed."""
        if starts_at is None:
            self.filter(**of).delete()
            return
        for stage, before in STAGES.items():
            due = starts_at - before
            told = as_of if due <= as_of else None
            self.update_or_create(stage=stage, **of, defaults={"due_at": due, "told_at": told})


class Reminder(models.Model):
    """What is owed of one date, at one stage."""

    class Stage(models.TextChoices):
        DAY = "day"
        HOURS = "hours"

    stage = models.CharField(max_length=5, choices=Stage.choices)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def is_overtaken(self, starts_at: datetime | None, as_of: datetime) -> bool:
        """It has begun, or is so near that the next stage speaks of it, or has no date any more."""
        if starts_at is None or starts_at <= as_of:
            return True
        return self.stage == self.Stage.DAY and starts_at - as_of <= STAGES["hours"]


def sweep(rows, as_of: datetime, *, holding: str, remind: Callable) -> int:
    """Calls `remind(reminder, as_of)` once for each due row; returns how many were dealt with. Two sweeps at once never
    take the same. `holding`: where a row's post stands, held as by whoever enters or answers."""
    return until_done(partial(_batch, rows, holding, remind), BATCH, as_of)


@all_or_nothing
def _batch(rows, holding: str, remind: Callable, as_of: datetime) -> int:
    due = rows.due(as_of).select_for_update(of=(holding,), skip_locked=True).order_by("due_at", "pk")
    held = list(due[:BATCH])
    for reminder in held:
        # A worker that dies takes its claim back with it.
        if rows.model.objects.filter(pk=reminder.pk).due(as_of).update(told_at=as_of):
            remind(reminder, as_of)
    return len(held)
