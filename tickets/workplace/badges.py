"""The SLA badge: what clock it counts and what is left, in words, icon and colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from tickets.desk.states import State
from tickets.sla.kinds import ClockKind

SOON = timedelta(hours=4)
# Shorter than the clocks' own names: they stand in every row of the queue.
CLOCKS: dict[str, object] = {
    ClockKind.FIRST_ANSWER: pgettext_lazy("clock", "First answer"),
    ClockKind.NEXT_ANSWER: pgettext_lazy("clock", "Next answer"),
    ClockKind.RESOLUTION: ClockKind.RESOLUTION.label,
    ClockKind.LEGAL: pgettext_lazy("clock", "Legal"),
}
NOTHING, MINUTE = timedelta(0), timedelta(minutes=1)


@dataclass(frozen=True)
class Badge:
    state: str  # ok, soon, late, paused, met
    label: str
    due: datetime | None
    clock: str = ""  # what is counted, where nothing beside it says so


def badge_of(ticket, as_of: datetime) -> Badge:
    """The badge of a ticket: always the calendar time that is left, so that any two can be compared."""
    if not ticket.is_open:
        return Badge("met", ticket.get_state_display(), None)
    if ticket.state == State.WAITING:
        return Badge("paused", _("Paused"), None)
    if ticket.due_at:
        return badge_for(ticket.due_at, as_of, ticket.due_kind)
    if ticket.legal_due_at:
        return badge_for(ticket.legal_due_at, as_of, ClockKind.LEGAL)
    return Badge("ok", _("No deadline"), None)


def badge_for(due_at: datetime, as_of: datetime, kind: str = "") -> Badge:
    left = due_at - as_of
    words = label(get_language(), left <= NOTHING, *largest(abs(left)))
    state = "late" if left <= NOTHING else "soon" if left <= SOON else "ok"
    return Badge(state, words, due_at, str(CLOCKS.get(kind, "")))


@lru_cache(maxsize=2048)
def label(_language: str, is_late: bool, number: int, unit: str) -> str:
    time = {"time": worded(number, unit)}
    return _("Late %(time)s") % time if is_late else _("%(time)s left") % time


def span(length: timedelta) -> str:
    """A length in its largest unit: "3 d", "2 h", "5 min"."""
    return worded(*largest(length))


def largest(length: timedelta) -> tuple[int, str]:
    minutes = length // MINUTE
    if minutes >= 48 * 60:
        return minutes // 1440, "d"
    return (minutes // 60, "h") if minutes >= 60 else (minutes, "min")


def worded(number: int, unit: str) -> str:
    if unit == "d":
        return ngettext("%(n)d d", "%(n)d d", number) % {"n": number}
    if unit == "h":
        return ngettext("%(n)d h", "%(n)d h", number) % {"n": number}
    return ngettext("%(n)d min", "%(n)d min", number) % {"n": number}
