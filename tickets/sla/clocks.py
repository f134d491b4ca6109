"""Clocks: one row for each promise of a ticket on which time runs (D-6)."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.sla import legal, stages
from tickets.sla.calendars import BusinessCalendar
from tickets.sla.clock import Calendar, Pause, due, open_minutes_between
from tickets.sla.kinds import LEGAL, MOMENTS, ClockKind, Silence, Stage
from tickets.sla.policies import Policy
from tickets.sla.winding import ClockQuerySet


class Clock(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="clocks")
    kind = models.CharField(_("kind"), max_length=14, choices=ClockKind.choices)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, models.SET_NULL, null=True, related_name="+")
    # What the due time is counted from, so that it can be counted anew. No minutes: no target, nobody is
    # reminded.
    minutes = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    # When somebody is told: within opening hours, so for a legal deadline later than the deadline itself.
    warn_at = models.DateTimeField(null=True)
    breach_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    next_stage_at = models.DateTimeField(null=True)  # the earliest of the three that has no reminder yet
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)  # the due time that was missed

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "kind"], condition=Q(stopped_at=None), name="one_unstopped_clock_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(stopped_at=None), name="a_stopped_clock_is_not_paused"
            ),
            models.CheckConstraint(
                condition=~Q(kind="legal") | Q(paused_at=None), name="the_fifteen_days_know_no_pause"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_stage_at"],
                name="clock_to_be_swept",
                condition=Q(stopped_at=None, paused_at=None, next_stage_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()}: {self.due_at:%Y-%m-%d %H:%M}"
            if self.due_at
            else self.get_kind_display()
        )

    # --- Questions

    @property
    def is_legal(self) -> bool:
        return self.kind in LEGAL

    def is_late(self, as_of: datetime) -> bool:
        """Past its due time while running; if it is paused or over: whether it was missed by then."""
        return self._missed_by(self._until(as_of)) is not None

    def open_minutes_spent(self, as_of: datetime) -> float:
        """Open minutes from the start to the end (or now) without the time spent waiting for the customer."""
        return open_minutes_between(
            self.calendar.opening_hours(), self.started_at, self._until(as_of), self.waits()
        )

    def promise(self, opened_at: datetime) -> datetime | None:
        """The due time, or the same minutes from the moment it came to us if it was already past by then."""
        if self.due_at is None or self.minutes is None or self.due_at > opened_at:
            return self.due_at
        return due(self.calendar.opening_hours(), opened_at, self.minutes, self.waits())

    def waits(self) -> list[Pause]:
        return [(pause.began_at, pause.ended_at) for pause in self.pauses.all()] if self.pk else []

    def reached(self, as_of: datetime) -> list[Stage]:
        """The stages reached by then of which nobody was told, in order."""
        return [stage for stage, moment in self._to_come() if moment <= as_of]

    # --- Verbs; those of a whole ticket are in winding.py

    def pause(self, as_of: datetime) -> None:
        if self.paused_at is None and self.stopped_at is None:
            self.paused_at = max(as_of, self.started_at)
            self.breached_at = self._missed_by(self.paused_at)
            self.save(update_fields=["paused_at", "breached_at"])

    def resume(self, as_of: datetime) -> None:
        if self.paused_at is not None:
            self._end_pause(as_of)
            self.recount(as_of)

    def stop(self, as_of: datetime) -> None:
        """Ends it. A pause that is still on is one to the end: it counts for nothing."""
        if self.stopped_at is None:
            until = self._until(max(as_of, self.started_at))
            if self.paused_at is not None:
                self._end_pause(as_of)
                self.count(self.calendar.opening_hours())
            self._silence(self.reached(until), Silence.STOPPED, as_of)
            self.stopped_at, self.next_stage_at = max(as_of, self.started_at), None
            self.breached_at = self._missed_by(until)
            self.save()

    def recount(self, as_of: datetime) -> None:
        """Counts the due time anew from the same start, by what calendar, minutes and pauses are now."""
        self.count(self.calendar.opening_hours())
        if self.paused_at is None:
            self.settle(as_of)
        self.save()

    def count(self, hours: Calendar) -> None:
        """Sets the due time and the moments of the stages; saves nothing."""
        if self.is_legal:
            points = stages.of_law(
                hours, self.started_at, legal_due(self.kind, self.calendar, self.started_at)
            )
        else:
            points = stages.of_brand(hours, self.started_at, self.minutes, self.waits())
        vars(self).update(vars(points))
        self._look_ahead()

    def settle(self, as_of: datetime, because: Silence = Silence.LATER_STAGE) -> None:
        """Of the stages that are past already only the last will be told: one notice, not three."""
        past = self.reached(as_of)
        self._silence(past[:-1] if because == Silence.LATER_STAGE else past, because, as_of)
        self.breached_at = self._missed_by(as_of)
        self._look_ahead()

    def speak(self, as_of: datetime) -> list:
        """Takes the stages reached by then. Returns their reminders, unsaved; the caller holds the lock."""
        taken = [self._reminder(stage, as_of) for stage in self.reached(as_of)]
        self.breached_at = self._missed_by(as_of)
        self._look_ahead({reminder.stage for reminder in taken})
        return taken

    def _until(self, as_of: datetime) -> datetime:
        return self.stopped_at or self.paused_at or as_of

    def _missed_by(self, moment: datetime) -> datetime | None:
        return self.due_at if self.due_at is not None and self.due_at < moment else None

    def _end_pause(self, as_of: datetime) -> None:
        began_at = self.paused_at or as_of
        self.pauses.create(began_at=began_at, ended_at=max(as_of, began_at))
        self.paused_at = None
        self._forget("pauses")

    def _to_come(self) -> list[tuple[Stage, datetime]]:
        told = {reminder.stage for reminder in self.reminders.all()} if self.pk else ()
        return [
            (stage, getattr(self, name))
            for stage, name in MOMENTS.items()
            if stage not in told and getattr(self, name)
        ]

    def _look_ahead(self, taken: Collection[str] = ()) -> None:
        self.next_stage_at = min(
            (moment for stage, moment in self._to_come() if stage not in taken), default=None
        )

    def _silence(self, stages_passed: list[Stage], because: Silence, as_of: datetime) -> None:
        for stage in stages_passed:
            reminder = self._reminder(stage, as_of)
            reminder.silence = because
            reminder.save()
        self._forget("reminders")

    def _reminder(self, stage: Stage, as_of: datetime):
        return self.reminders.model(
            clock=self, stage=stage, due_at=getattr(self, MOMENTS[stage]), claimed_at=as_of
        )

    def _forget(self, relation: str) -> None:
        """What was prefetched is no longer true."""
        getattr(self, "_prefetched_objects_cache", {}).pop(relation, None)


class ClockPause(models.Model):
    """A time of waiting for the customer that is over; the one that is on is the clock's `paused_at`."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("began_at")), name="a_pause_ends_after_it_began"
            )
        ]


def legal_due(kind: str, calendar: BusinessCalendar, filed_at: datetime) -> datetime:
    """The last second of the last day that the law gives, where the calendar is (L-04, L-05)."""
    if kind == ClockKind.LEGAL_BUSINESS:
        last = calendar.business_day_after(filed_at, legal.ANSWER_BUSINESS_DAYS)
    else:
        last = legal.calendar_days_after(legal.filing_day(filed_at, calendar.tz), legal.ANSWER_DAYS)
    return legal.end_of_day(last, calendar.tz)
