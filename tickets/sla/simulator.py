"""The simulator: for a request said at some moment, every due time and why it falls there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from accounts.brand.models import Brand
from tickets.sla import legal, stages
from tickets.sla.calendars import BusinessCalendar
from tickets.sla.clock import Calendar, open_spans
from tickets.sla.clocks import legal_due
from tickets.sla.kinds import BRAND, ClockKind
from tickets.sla.policies import Policy, duration

SHOWN = 4  # stretches of counted time that are spelled out at either end


@dataclass
class Answer:
    """One clock: its name, its moments on the wall of the calendar (None: no due time), and the reasons in order."""

    name: str
    due_at: datetime | None = None
    warn_at: datetime | None = None
    told_at: datetime | None = None
    escalate_at: datetime | None = None
    reasons: list[str] = field(default_factory=list)


@dataclass
class Simulation:
    said_at: datetime
    policy: Policy
    answers: list[Answer]
    notes: list[str]


def simulate(
    calendar: BusinessCalendar, said: datetime, *, kind: str, priority: str, team=None
) -> Simulation:
    """What would happen to a request said at `said`, a time on the wall of the calendar without a zone."""
    said_at = said.replace(tzinfo=calendar.tz).astimezone(UTC)
    policy = Policy.objects.governing(
        kind=kind, priority=priority, team=team and team.pk, calendar=calendar.pk
    )
    hours = calendar.opening_hours()
    answers = [_brand(calendar, hours, policy, clock_kind, said_at) for clock_kind in BRAND]
    answers.append(_law(calendar, hours, ClockKind.LEGAL, said_at))
    if Brand.current().obliged_by_law_10_2025:
        answers.append(_law(calendar, hours, ClockKind.LEGAL_BUSINESS, said_at))
        answers.append(_charge(calendar, hours, said_at))
    return Simulation(said, policy, answers, _notes(calendar, said, said_at))


def _brand(calendar, hours: Calendar, policy: Policy, kind: ClockKind, said_at: datetime) -> Answer:
    minutes = policy.minutes_for(kind)
    points = stages.of_brand(hours, said_at, minutes)
    if minutes is None:
        reasons = [gettext("The policy has no target for it.")]
    elif points.due_at is None:
        reasons = [gettext("The calendar never opens, or hardly ever.")]
    else:
        target = gettext("%(time)s of opening time") % {"time": duration(minutes)}
        reasons = [target, *_counted(calendar, hours, said_at, points.due_at)]
        reasons += _closed(calendar, said_at, points.due_at)
    return _answer(calendar, kind.label, points, reasons)


def _law(calendar, hours: Calendar, kind: ClockKind, said_at: datetime) -> Answer:
    due_at = legal_due(kind, calendar, said_at)
    reasons = [_filing(calendar, said_at)]
    if kind == ClockKind.LEGAL_BUSINESS:
        words = gettext("%(days)d business days: Monday to Friday without holidays")
        if calendar.saturday_is_business:
            words = gettext("%(days)d business days: Monday to Saturday without holidays")
        reasons.append(words % {"days": legal.ANSWER_BUSINESS_DAYS})
        reasons += _closed(calendar, said_at, due_at)
    else:
        reasons.append(_days_in_a_row(legal.ANSWER_DAYS))
    return _answer(calendar, kind.label, stages.of_law(hours, said_at, due_at), reasons)


def _charge(calendar, hours: Calendar, said_at: datetime) -> Answer:
    last = legal.calendar_days_after(legal.filing_day(said_at, calendar.tz), legal.CHARGE_DAYS)
    points = stages.of_law(hours, said_at, legal.end_of_day(last, calendar.tz))
    name = gettext("Legal: 5 days, if it is about a bill or a charge")
    return _answer(calendar, name, points, [_filing(calendar, said_at), _days_in_a_row(legal.CHARGE_DAYS)])


def _answer(calendar, name, points: stages.Points, reasons) -> Answer:
    moments = (points.due_at, points.warn_at, points.breach_at, points.escalate_at)
    due_at, warn_at, told_at, escalate_at = (moment and _wall(calendar, moment) for moment in moments)
    return Answer(str(name), due_at, warn_at, told_at, escalate_at, list(reasons))


def _notes(calendar, said: datetime, said_at: datetime) -> list[str]:
    notes = calendar.gaps(said_at)
    if _wall(calendar, said_at) != said:
        notes.insert(0, gettext("On that night the clock skips this time; it is read an hour later."))
    elif said.replace(tzinfo=calendar.tz, fold=1).utcoffset() != said.replace(tzinfo=calendar.tz).utcoffset():
        notes.insert(0, gettext("On that night this time comes twice; the first one is meant."))
    return notes


def _filing(calendar, said_at: datetime) -> str:
    day = date_format(legal.filing_day(said_at, calendar.tz), gettext("D j M"))
    return gettext("The day of filing, %(day)s, does not count") % {"day": day}


def _days_in_a_row(days: int) -> str:
    return gettext("%(days)d days in a row, to the end of the last one") % {"days": days}


def _counted(calendar, hours: Calendar, start: datetime, end: datetime) -> list[str]:
    """The stretches that were counted, such as "Mon 7 Dec 19:30–20:00"; of many only the first and the last."""
    spans = [_stretch(calendar, *span) for span in open_spans(hours, start, until=end)]
    left_out = len(spans) - 2 * SHOWN
    if left_out <= 1:
        return spans
    words = ngettext("… %(count)d more stretch …", "… %(count)d more stretches …", left_out) % {
        "count": left_out
    }
    return [*spans[:SHOWN], words, *spans[-SHOWN:]]


def _stretch(calendar, begin: datetime, end: datetime) -> str:
    begin, end = _wall(calendar, begin), _wall(calendar, end)
    until = "24:00" if end.date() > begin.date() else f"{end:%H:%M}"
    return f"{date_format(begin, gettext('D j M'))} {begin:%H:%M}–{until}"


def _closed(calendar, start: datetime, end: datetime) -> Iterator[str]:
    """The holidays in between, by name."""
    first, last = _wall(calendar, start).date(), _wall(calendar, end).date()
    for year in range(first.year, last.year + 1):
        for day, name in calendar.holidays_of(year):
            if first <= day <= last:
                yield gettext("closed on %(day)s: %(name)s") % {
                    "day": date_format(day, gettext("D j M")),
                    "name": name,
                }


def _wall(calendar, moment: datetime) -> datetime:
    """The time on the wall, without a zone, so that a template shows it as it is."""
    return moment.astimezone(calendar.tz).replace(tzinfo=None)
