"""When a clock speaks: a warning at three quarters, the breach, the escalation one opening hour later. Pure.

Reminders wait for opening hours: nobody is told anything at midnight (zammad #4432).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tickets.sla.clock import Calendar, Pause, TooFar, due, first_open

ESCALATION_MINUTES = 60


@dataclass(frozen=True)
class Points:
    """The deadline itself, and the moments at which somebody is told. All None when there is no deadline."""

    due_at: datetime | None = None
    warn_at: datetime | None = None
    breach_at: datetime | None = None
    escalate_at: datetime | None = None


def of_brand(
    hours: Calendar, started_at: datetime, minutes: int | None, pauses: Iterable[Pause] = ()
) -> Points:
    """The points of a target in open minutes; none without a target or without hours."""
    if minutes is None:
        return Points()
    pauses = list(pauses)
    try:
        due_at, warn_at, escalate_at = (
            due(hours, started_at, n, pauses)
            for n in (minutes, -(-minutes * 3 // 4), minutes + ESCALATION_MINUTES)
        )
    except TooFar:
        return Points()
    return Points(due_at, warn_at, due_at, escalate_at)


def of_law(hours: Calendar, started_at: datetime, due_at: datetime) -> Points:
    """The points of a legal deadline, which falls at the end of a day: told at the next opening."""
    breach_at = first_open(hours, due_at) or due_at
    warn_at = started_at + (due_at - started_at) * 3 / 4
    return Points(
        due_at,
        first_open(hours, warn_at) or warn_at,
        breach_at,
        due(hours, breach_at, ESCALATION_MINUTES) or breach_at,
    )
