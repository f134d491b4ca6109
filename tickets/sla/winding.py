"""What the desk does to the clocks of a ticket: starts, stops, pauses them, and asks what it may promise.

The verbs want the ticket's row locked and are safe twice. Each keeps the ticket's own columns up to date
(`due_at`, `due_kind`, `legal_due_at`: what the queue sorts by) and returns the clocks that are not stopped.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models import OuterRef, Subquery

from accounts.brand.models import Brand
from tickets.sla.calendars import BusinessCalendar
from tickets.sla.kinds import ANSWERS, BRAND, LEGAL, OPENING, PAUSING, ClockKind, Silence
from tickets.sla.policies import Policy

WITH_ALL = ("reminders", "pauses", "calendar__slots", "calendar__local_holidays")


class ClockQuerySet(models.QuerySet):
    def unstopped(self):
        """Running or paused."""
        return self.filter(stopped_at=None)

    def running(self):
        return self.filter(stopped_at=None, paused_at=None)

    def brand(self):
        return self.filter(kind__in=BRAND)

    def legal(self):
        return self.filter(kind__in=LEGAL)

    def overdue(self, as_of: datetime):
        return self.running().filter(due_at__lt=as_of)

    def earliest_due(self, kinds=BRAND) -> Subquery:
        """For annotating tickets: the earliest due time of their running clocks of these kinds."""
        mine = self.running().filter(ticket=OuterRef("pk"), kind__in=kinds, due_at__isnull=False)
        return Subquery(mine.order_by("due_at").values("due_at")[:1])

    @transaction.atomic
    def start(self, ticket, as_of: datetime) -> list:
        """The clocks of a new ticket, all from the time it was said (L-01)."""
        if not self.filter(ticket=ticket).exists():
            bound = [ClockKind.LEGAL_BUSINESS] if Brand.current().obliged_by_law_10_2025 else []
            self._begin(ticket, [*OPENING, ClockKind.LEGAL, *bound], ticket.original_at, as_of)
        return self._show(ticket)

    @transaction.atomic
    def reopen(self, ticket, as_of: datetime) -> list:
        """New clocks for the first answer and the resolution; the old ones stay as history."""
        if not self._of(ticket, [ClockKind.RESOLUTION]):
            self._begin(ticket, OPENING, as_of, as_of)
        return self._show(ticket)

    @transaction.atomic
    def customer_wrote(self, ticket, as_of: datetime) -> list:
        """A clock for the next answer, unless one waits for an answer already or the ticket is closed."""
        waiting = {clock.kind for clock in self._of(ticket, BRAND)}
        if ClockKind.RESOLUTION in waiting and not waiting.intersection(ANSWERS):
            self._begin(ticket, [ClockKind.NEXT_ANSWER], as_of, as_of)
        return self._show(ticket)

    @transaction.atomic
    def answered(self, ticket, as_of: datetime) -> list:
        """A person answered: whatever waited for an answer stops."""
        for clock in self._of(ticket, ANSWERS):
            clock.stop(as_of)
        return self._show(ticket)

    @transaction.atomic
    def stop(self, ticket, as_of: datetime) -> list:
        """The ticket is closed: every clock stops."""
        for clock in self._of(ticket, ClockKind):
            clock.stop(as_of)
        return self._show(ticket)

    @transaction.atomic
    def pause(self, ticket, as_of: datetime) -> list:
        """We wait for the customer: the brand's clocks stand still, the 15 days run on."""
        for clock in self._of(ticket, PAUSING):
            clock.pause(as_of)
        return self._show(ticket)

    @transaction.atomic
    def resume(self, ticket, as_of: datetime) -> list:
        """The customer did their part: the brand's clocks go on, business days begin anew (L-07)."""
        for clock in self._of(ticket, PAUSING):
            if clock.paused_at and clock.is_legal:
                clock.stop(as_of)
                self._begin(ticket, [clock.kind], as_of, as_of)
            else:
                clock.resume(as_of)
        return self._show(ticket)

    @transaction.atomic
    def repolicy(self, ticket, as_of: datetime) -> list:
        """Kind, priority, team or centre changed: the targets are counted anew from the same starts."""
        calendar = BusinessCalendar.objects.governing(ticket)
        policy = Policy.objects.applying_to(ticket, calendar)
        for clock in self._of(ticket, BRAND):
            if clock.calendar_id != calendar.pk:
                clock.calendar = calendar
            clock.policy, clock.minutes = policy, policy.minutes_for(clock.kind)
            clock.recount(as_of)
        return self._show(ticket)

    @transaction.atomic
    def recount(self, as_of: datetime) -> list[tuple]:
        """Policies or calendars were edited: the brand's unstopped clocks are counted anew from the same
        starts.

        Returns (clock, earlier due time) for those that moved. What was promised to a customer is the
        ticket's own column and does not move with it; legal deadlines are left as they are.
        """
        clocks = self.unstopped().brand().select_related("ticket", "calendar").prefetch_related(*WITH_ALL)
        moved = []
        for clock in clocks.order_by("ticket_id", "pk").select_for_update(of=("ticket", "self"), no_key=True):
            before = clock.due_at
            clock.policy = Policy.objects.applying_to(clock.ticket, clock.calendar)
            clock.minutes = clock.policy.minutes_for(clock.kind)
            clock.recount(as_of)
            if clock.due_at != before:
                moved.append((clock, before))
        for ticket in {clock.ticket_id: clock.ticket for clock, _ in moved}.values():
            self._show(ticket)
        return moved

    @transaction.atomic
    def hush(self, ticket, as_of: datetime) -> list:
        """Nobody will be reminded of what is past: for a history that was loaded and not lived."""
        for clock in self._of(ticket, ClockKind):
            clock.settle(as_of, because=Silence.HISTORY)
            clock.save()
        return self._show(ticket)

    def promise(self, ticket, as_of: datetime) -> datetime | None:
        """By when we can promise the customer a solution: the brand's due time, but not past the law's.

        Counted from the opening of the ticket if the due time had passed by then. Whether the date shown
        moves to it is for the ticket to say: not earlier by itself, not later without a reason.
        """
        clocks = {
            clock.kind: clock for clock in self.filter(ticket=ticket).unstopped().select_related("calendar")
        }
        ours = [
            clocks[kind].promise(ticket.opened_at)
            for kind in (ClockKind.RESOLUTION, *ANSWERS)
            if kind in clocks
        ]
        law = [clocks[kind].due_at for kind in LEGAL if kind in clocks and clocks[kind].due_at > as_of]
        return min([*[moment for moment in ours if moment][:1], *law], default=None)

    def _of(self, ticket, kinds) -> list:
        """The unstopped clocks of a ticket, locked."""
        mine = self.filter(ticket=ticket, kind__in=list(kinds)).unstopped().select_related("calendar")
        return list(
            mine.prefetch_related(*WITH_ALL).select_for_update(of=("self",), no_key=True).order_by("pk")
        )

    def _begin(self, ticket, kinds, started_at: datetime, as_of: datetime) -> None:
        calendar = BusinessCalendar.objects.prefetch_related("slots", "local_holidays").governing(ticket)
        policy = Policy.objects.applying_to(ticket, calendar)
        hours = calendar.opening_hours()
        for kind in kinds:
            clock = self.model(ticket=ticket, kind=kind, calendar=calendar, started_at=started_at)
            if kind in BRAND:
                clock.policy, clock.minutes = policy, policy.minutes_for(kind)
            clock.count(hours)
            clock.save(force_insert=True)
            if clock.reached(as_of):
                clock.settle(as_of)
                clock.save()

    def _show(self, ticket) -> list:
        """Writes onto the ticket the nearest due times of brand and law."""
        clocks = list(self.filter(ticket=ticket).unstopped().order_by("pk"))
        dated = sorted((c for c in clocks if c.due_at and not c.paused_at), key=lambda clock: clock.due_at)
        brand = next((clock for clock in dated if not clock.is_legal), None)
        law = next((clock for clock in dated if clock.is_legal), None)
        shown = {
            "due_at": brand and brand.due_at,
            "due_kind": brand.kind if brand else "",
            "legal_due_at": law and law.due_at,
        }
        if any(getattr(ticket, name) != value for name, value in shown.items()):
            type(ticket).objects.filter(pk=ticket.pk).update(**shown)
            vars(ticket).update(shown)
        return clocks
