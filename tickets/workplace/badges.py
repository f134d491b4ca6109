"""The SLA badge: what is left, in words, icon and colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tickets.desk.states import State

SOON = timedelta(hours=4)
NOTHING, MINUTE = timedelta(0), timedelta(minutes=1)


@dataclass(frozen=True)
class Badge:
    state: str  # ok, soon, late, paused, met
    label: str
    due: datetime | None


def badge_of(ticket, as_of: datetime) -> Badge:
    """The badge of a ticket: always the calendar time that is left, so that any two can be compared."""
    if not ticket.is_open:
        return Badge("met", ticket.get_state_display(), None)
    if ticket.state == State.WAITING:
        return Badge("paused", _("Paused"), None)
    due_at = ticket.due_at or ticket.legal_due_at
    if due_at is None:
        return Badge("ok", _("No deadline"), None)
    return badge_for(due_at, as_of)


def badge_for(due_at: datetime, as_of: datetime) -> Badge:
    left = due_at - as_of
    words = label(get_language(), left <= NOTHING, *largest(abs(left)))
    return Badge("late" if left <= NOTHING else "soon" if left <= SOON else "ok", words, due_at)


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
