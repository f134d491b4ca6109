"""`manage.py explain_due`: when is it due? A JSON question a line in, an answer a line out (D-21)."""

import json
import re
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand

from tickets.sla.clock import Calendar, due

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WALL_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
LONGEST = 10**9  # minutes; nineteen centuries


class Nonsense(ValueError):
    """The question cannot be understood; the message says why."""


class Command(BaseCommand):
    help = "Reads questions as JSON lines and answers each with the due time that the clocks would have."
    requires_system_checks = []

    def handle(self, **options):
        failed = False
        for line in sys.stdin.buffer:
            answer = explain(line)
            failed = failed or "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        if failed:
            sys.exit(1)


def explain(line: bytes | str) -> dict:
    """{"due": …} for a question, {"error": …} for nonsense; never raises."""
    try:
        question = json.loads(line)
        calendar = calendar_of(question)
        moment = due(calendar, instant(question.get("start")), *minutes_and_pauses(question))
        return {"due": moment and moment.astimezone(calendar.zone).isoformat()}
    except json.JSONDecodeError as error:
        return {"error": f"not JSON: {error}"}
    except (ValueError, OverflowError, RecursionError) as error:
        return {"error": str(error) or type(error).__name__}


def calendar_of(question) -> Calendar:
    if not isinstance(question, dict):
        raise Nonsense("a question is an object")
    hours = question.get("hours")
    if not isinstance(hours, dict) or not set(hours) <= set(DAYS):
        raise Nonsense(f"hours is an object with the days {', '.join(DAYS)}")
    week = tuple(tuple(slot(pair) for pair in listed(hours.get(day), day)) for day in DAYS)
    closed = frozenset(day_of(text) for text in listed(question.get("holidays"), "holidays"))
    return Calendar(zone(question.get("zone")), week, closed)


def minutes_and_pauses(question) -> tuple[int, list]:
    minutes = question.get("minutes")
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= LONGEST:
        raise Nonsense("minutes is a whole number, 0 or more")
    return minutes, [pause(pair) for pair in listed(question.get("pauses"), "pauses")]


def zone(name) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (TypeError, ValueError, KeyError, OSError) as error:
        raise Nonsense(f"no such time zone: {name!r}") from error


def slot(pair) -> tuple[int, int]:
    opens, closes = (minute_of_day(text) for text in two(pair, "a slot"))
    if closes < opens:
        raise Nonsense(f"a slot closes before it opens: {pair[0]} to {pair[1]}")
    return opens, closes


def minute_of_day(text) -> int:
    found = WALL_TIME.fullmatch(text) if isinstance(text, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else None
    if minute is None or minute > 24 * 60:
        raise Nonsense(f"not a time of day: {text!r}")
    return minute


def pause(pair) -> tuple[datetime, datetime | None]:
    begin, end = two(pair, "a pause")
    begin, end = instant(begin), None if end is None else instant(end)
    if end is not None and end < begin:
        raise Nonsense("a pause ends before it begins")
    return begin, end


def instant(text) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Nonsense(f"not a date and time: {text!r}") from error
    if moment.tzinfo is None:
        raise Nonsense(f"a time needs its offset, such as +01:00: {text!r}")
    return moment


def day_of(text) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Nonsense(f"not a date: {text!r}") from error


def listed(value, name) -> list:
    """A list; nothing counts as an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Nonsense(f"{name} is a list")
    return value


def two(pair, name) -> list:
    if not isinstance(pair, list) or len(pair) != 2:
        raise Nonsense(f"{name} is a list of two")
    return pair
