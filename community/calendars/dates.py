"""Dates for other calendars (RFC 5545): every room that has some brings a source, and all stand in one feed.

    dates.register(events_of)     # in apps.ready()

`events_of(member, start, end, now)` returns what the member sees in that time, as components; in one or two statements.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone

from accounts.brand.models import Brand

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
ICS = "text/calendar; charset=utf-8"
Source = Callable[[Any, datetime, datetime, datetime], Iterable[icalendar.Event]]

_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def calendar_of(member, as_of: datetime | None = None) -> bytes:
    """What the member sees now of their groups' dates."""
    now = as_of or timezone.now()
    return written(one for source in _sources for one in source(member, now - BACK, now + AHEAD, now))


def written(components: Iterable[icalendar.Event]) -> bytes:
    made = icalendar.Calendar()
    made.add("prodid", "-//Tertulia//Events//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", Brand.current().name)
    for component in components:
        made.add_component(component)
    return made.to_ical()


def begun(
    name: str, thing, now: datetime, *, title: str, comes: bool, place: str, lines: Iterable[str],
    sequence: int = 0, is_off: bool = False,
) -> icalendar.Event:  # fmt: skip
    """A date with what all have; `name` and its number are the same whenever it is asked for. What was called off stays
    there and says so: a calendar that merely misses it keeps what it had."""
    address = settings.BASE_URL + thing.get_absolute_url()
    found = icalendar.Event()
    found.add("uid", f"{name}-{thing.pk}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    found.add("dtstamp", now.replace(microsecond=0))
    found.add("dtstart", in_utc(thing.starts_at))
    found.add("summary", title)
    found.add("sequence", sequence)
    found.add("status", "CANCELLED" if is_off else "CONFIRMED")
    found.add("transp", "OPAQUE" if comes else "TRANSPARENT")
    found.add("url", address)
    if place:
        found.add("location", place)
    found.add("description", "\n".join([line for line in lines if line] + [address]))
    return found


def in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
