"""The arithmetic of opening hours: when will so many open minutes have passed? Knows no database and no
framework.

Hours are wall-clock times in one zone. An instant is open when the clock on the wall, at that instant, shows
an open time; so an hour that the spring night skips counts nothing, and one that the autumn night repeats
counts twice. Answers are in UTC: two times of one zone subtract as if on the wall, which is an hour wrong on
those very nights.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

Span = tuple[datetime, datetime]
Pause = tuple[datetime, datetime | None]

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
HORIZON = timedelta(days=36525)  # A century: beyond it a question is a slip of the pen, not a deadline.


class TooFar(ValueError):
    """The answer lies more than a century after the start."""


@dataclass(frozen=True)
class Calendar:
    """Opening hours: a zone, seven days from Monday of (opens, closes) in minutes of the day, and closed
    dates.

    `closed` is anything that answers `date in closed`. Slots may overlap or touch; they are merged.
    """

    zone: tzinfo
    week: tuple[tuple[tuple[int, int], ...], ...]
    closed: Container[date] = frozenset()

    def __post_init__(self):
        object.__setattr__(self, "week", tuple(_merged(day) for day in self.week))

    @property
    def never_opens(self) -> bool:
        return not any(self.week)


def due(calendar: Calendar, start: datetime, minutes: int, pauses: Iterable[Pause] = ()) -> datetime | None:
    """The first instant at which `minutes` open minutes outside the pauses have passed since `start`, in UTC.

    None when nobody can say: the hours never open, or a pause has no end. Raises TooFar past a century.
    """
    pauses = list(pauses)
    if calendar.never_opens or any(end is None for _, end in pauses):
        return None
    left = minutes * MINUTE
    if not left:
        return start.astimezone(UTC)
    for begin, end in open_spans(calendar, start, pauses):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise TooFar("the due time lies more than a century ahead")


def open_minutes_between(
    calendar: Calendar, begin: datetime, end: datetime, pauses: Iterable[Pause] = ()
) -> float:
    """How many open minutes outside the pauses lie between two instants; 0 if `end` is not after `begin`."""
    return sum((b - a for a, b in open_spans(calendar, begin, pauses, until=end)), timedelta()) / MINUTE


def first_open(calendar: Calendar, instant: datetime) -> datetime | None:
    """`instant` itself while the doors are open or closing at that very instant, else the next opening."""
    if calendar.never_opens:
        return None
    instant = instant.astimezone(UTC)
    if any(end == instant for _, end in open_spans(calendar, instant - DAY, until=instant)):
        return instant
    return next((begin for begin, _ in open_spans(calendar, instant)), None)


def open_spans(
    calendar: Calendar, start: datetime, pauses: Iterable[Pause] = (), until: datetime | None = None
) -> Iterator[Span]:
    """The stretches of open time after `start` and outside the pauses, in order, in UTC, up to `until`."""
    since = _naive(start)
    limit = since + HORIZON if until is None else _naive(until)
    if calendar.never_opens or limit <= since:
        return
    spans = _opened(calendar, since, limit)
    for begin, end in _outside(spans, _joined(pauses)):
        yield begin.replace(tzinfo=UTC), end.replace(tzinfo=UTC)


def _opened(calendar, start, limit):
    """Open stretches in UTC, without a zone: inside a steady stretch the wall clock is plain addition."""
    for steady_from, steady_to, offset in _steady(calendar.zone, start, limit):
        day = (steady_from + offset).date()
        while (midnight := datetime.combine(day, time()) - offset) < steady_to:
            for opens, closes in () if day in calendar.closed else calendar.week[day.weekday()]:
                begin = max(midnight + opens * MINUTE, steady_from)
                end = min(midnight + closes * MINUTE, steady_to)
                if begin < end:
                    yield begin, end
            day += DAY


def _steady(zone, start, limit):
    """(from, to, offset) of the stretches between `start` and `limit` in which the zone keeps one offset."""
    since, offset = start, _offset(zone, start)
    for year in range(start.year, limit.year + 1):
        for instant, after in _changes(zone, year):
            if start < instant < limit:
                yield since, instant, offset
                since, offset = instant, after
    yield since, limit, offset


@lru_cache(maxsize=2048)
def _changes(zone, year):
    """The instants of a year (UTC) at which a zone changes its offset, each with the offset from then on.

    The zone database does not tell them, so we look once a day and halve the day in which something changed.
    """
    found = []
    day, last = (datetime.combine(date(y, 1, 1), time()) for y in (year, year + 1))
    before = _offset(zone, day)
    while day < last:
        after = _offset(zone, day + DAY)
        if after != before:
            found.append((_change_within(zone, day, day + DAY, before), after))
        day, before = day + DAY, after
    return tuple(found)


def _change_within(zone, low, high, before):
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone, naive_utc):
    return naive_utc.replace(tzinfo=UTC).astimezone(zone).utcoffset()


def _outside(spans, pauses):
    """The parts of `spans` that no pause covers; both in order."""
    waiting = list(reversed(pauses))
    for begin, end in spans:
        while waiting and waiting[-1][0] < end:
            pause_begin, pause_end = waiting[-1]
            if begin < pause_begin:
                yield begin, pause_begin
            begin = max(begin, pause_end)
            if pause_end > end:
                break
            waiting.pop()
        if begin < end:
            yield begin, end


def _joined(pauses):
    """Pauses in order, overlapping ones as one, an endless one up to the end of time."""
    return _merged((_naive(begin), _naive(end or END_OF_TIME)) for begin, end in pauses)


def _merged(ranges):
    merged = []
    for begin, end in sorted(ranges):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return tuple(merged)


def _naive(instant):
    return instant.astimezone(UTC).replace(tzinfo=None)
