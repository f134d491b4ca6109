"""Reminders: one row for each stage that a clock has reached, taken once by whichever worker comes first.

Due times are rows, the sweep finds them, and nothing waits in a worker's memory (R3, R6): a worker that dies
takes nothing with it, two sweeps at once share the work, and what an outage left is found afterwards.
"""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.sla.clocks import Clock
from tickets.sla.kinds import Silence, Stage


class ReminderQuerySet(models.QuerySet):
    def told(self):
        return self.filter(silence="")

    def claim_due(self, as_of: datetime, limit: int = 100) -> list["Reminder"]:
        """Takes what fell due by `as_of` and returns it, each reminder once in the world; [] when nothing is
        left.

        Wants a transaction: whoever claims tells in the same one, so that a worker's death undoes both. Takes
        the rows of tickets before those of clocks, as the desk does; a ticket at work is left for the next
        sweep.
        """
        due = Clock.objects.running().filter(next_stage_at__lte=as_of).order_by("next_stage_at", "pk")
        due = due.select_related("ticket", "calendar").prefetch_related("reminders")
        clocks = list(due.select_for_update(skip_locked=True, of=("ticket", "self"), no_key=True)[:limit])
        taken = [reminder for clock in clocks for reminder in clock.speak(as_of)]
        self.bulk_create(taken)
        Clock.objects.bulk_update(clocks, ["next_stage_at", "breached_at"])
        return taken


class Reminder(models.Model):
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    due_at = models.DateTimeField()  # the moment for which it stands
    claimed_at = models.DateTimeField()
    silence = models.CharField(_("not told because"), max_length=11, choices=Silence.choices, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["clock", "stage"], name="one_reminder_a_clock_and_stage")
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.stage}"
