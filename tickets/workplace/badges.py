"""The SLA badge: what is left, in words, icon and colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.desk.states import State

SOON = timedelta(hours=4)


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
    if left <= timedelta(0):
        return Badge("late", _("Late %(time)s") % {"time": span(-left)}, due_at)
    words = _("%(time)s left") % {"time": span(left)}
    return Badge("soon" if left <= SOON else "ok", words, due_at)


def span(length: timedelta) -> str:
    """A length in its largest unit: "3 d", "2 h", "5 min"."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 48 * 60:
        return ngettext("%(n)d d", "%(n)d d", minutes // 1440) % {"n": minutes // 1440}
    if minutes >= 60:
        return ngettext("%(n)d h", "%(n)d h", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
