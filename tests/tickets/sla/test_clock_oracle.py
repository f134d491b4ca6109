"""The fast arithmetic against a slow one that walks minute by minute and looks at the clock on the wall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tickets.sla.examples import DEEP, examples
from tickets.sla.clock import Calendar, due, first_open, open_minutes_between

MINUTE = timedelta(minutes=1)
LONGEST = 60 * 24 * 60  # the slow one gives up after sixty days

# Zones and the days around which their clocks change; Kathmandu's never does.
NIGHTS = {
    "Europe/Madrid": ["2026-03-29", "2026-10-25"],
    "Atlantic/Canary": ["2026-03-29", "2026-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "America/Santiago": ["2026-04-05", "2026-09-06"],
    "Africa/Cairo": ["2026-04-24", "2026-10-30"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "Asia/Kathmandu": ["2026-02-28", "2026-12-31"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
}


def is_open(zone, hours, holidays, instant):
    wall = instant.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    return wall.date() not in holidays and any(a <= minute < b for a, b in hours[wall.weekday()])


def slow_due(zone, hours, holidays, start, minutes, pauses):
    if any(end is None for _, end in pauses) or not any(b > a for day in hours for a, b in day):
        return None
    instant = start
    for _ in range(LONGEST):
        if not minutes:
            return instant
        paused = any(begin <= instant < end for begin, end in pauses)
        if not paused and is_open(zone, hours, holidays, instant):
            minutes -= 1
        instant += MINUTE
    return "later"


slots = st.tuples(st.integers(0, 96), st.integers(0, 96)).map(lambda ab: (min(ab) * 15, max(ab) * 15))
days = st.lists(slots, max_size=3)


@st.composite
def cases(draw):
    name = draw(st.sampled_from(sorted(NIGHTS)))
    night = datetime.fromisoformat(draw(st.sampled_from(NIGHTS[name]))).replace(tzinfo=UTC)
    # Half of them on the quarter, as the slots are: there the answer is often the very end of a slot.
    grid = draw(st.sampled_from([1, 15]))
    start = night + draw(st.integers(-4 * 24 * 60 // grid, 3 * 24 * 60 // grid)) * grid * MINUTE
    hours = draw(st.lists(days, min_size=7, max_size=7))
    holidays = draw(
        st.frozensets(st.integers(-3, 6).map(lambda n: night.date() + n * timedelta(days=1)), max_size=3)
    )
    pauses = []
    for begin, length in draw(st.lists(st.tuples(st.integers(-600, 4000), st.integers(0, 3000)), max_size=3)):
        pauses.append((start + begin * MINUTE, start + (begin + length) * MINUTE))
    if pauses and draw(st.integers(0, 19)) == 0:
        pauses[-1] = (pauses[-1][0], None)
    return ZoneInfo(name), hours, holidays, start, draw(st.integers(0, 1500 // grid)) * grid, pauses


@examples(500)
@given(cases())
def test_due_agrees_with_a_walk_minute_by_minute(case):
    zone, hours, holidays, start, minutes, pauses = case
    expected = slow_due(*case)
    assume(expected != "later")
    calendar = Calendar(zone, tuple(map(tuple, hours)), holidays)
    assert due(calendar, start, minutes, pauses) == expected


@examples(200)
@given(cases(), st.integers(0, 59))
def test_the_minutes_up_to_the_due_time_are_the_minutes_asked_for(case, seconds):
    zone, hours, holidays, start, minutes, pauses = case
    calendar = Calendar(zone, tuple(map(tuple, hours)), holidays)
    start += timedelta(seconds=seconds)
    answer = due(calendar, start, minutes, pauses)
    assume(answer is not None)
    assert open_minutes_between(calendar, start, answer, pauses) == minutes


@examples(200)
@given(cases(), st.integers(1, 600))
def test_a_longer_time_is_never_due_earlier(case, more):
    zone, hours, holidays, start, minutes, pauses = case
    calendar = Calendar(zone, tuple(map(tuple, hours)), holidays)
    answer = due(calendar, start, minutes, pauses)
    assume(answer is not None)
    assert answer <= due(calendar, start, minutes + more, pauses)


@examples(200)
@given(cases())
def test_a_pause_only_ever_delays(case):
    zone, hours, holidays, start, minutes, pauses = case
    calendar = Calendar(zone, tuple(map(tuple, hours)), holidays)
    answer = due(calendar, start, minutes, pauses)
    assume(answer is not None)
    assert due(calendar, start, minutes) <= answer


@examples(200)
@given(cases())
def test_the_first_open_moment_is_open_or_closing(case):
    zone, hours, holidays, start, _, _ = case
    moment = first_open(Calendar(zone, tuple(map(tuple, hours)), holidays), start)
    assume(moment is not None)
    closing = is_open(zone, hours, holidays, moment - MINUTE)
    assert moment >= start
    assert is_open(zone, hours, holidays, moment) or closing


def test_no_change_of_any_clock_is_missed_in_two_years():
    quarter = timedelta(minutes=15)
    zones = sorted(available_timezones()) if DEEP else NIGHTS
    for zone in map(ZoneInfo, zones):
        instant = begin = datetime(2026, 1, 1, tzinfo=UTC)
        end, walked = begin + timedelta(days=730), 0
        while instant < end:
            walked += 15 * (instant.astimezone(zone).hour < 3)
            instant += quarter
        first_hours = Calendar(zone, (((0, 180),),) * 7)
        assert open_minutes_between(first_hours, begin, end) == walked, zone


def test_holidays_may_be_anything_that_knows_its_dates():
    class Decembers:
        def __contains__(self, day: date) -> bool:
            return day.month == 12

    calendar = Calendar(ZoneInfo("Europe/Madrid"), (((540, 1020),),) * 7, Decembers())
    answer = due(calendar, datetime(2026, 11, 30, 15, tzinfo=UTC), 120)
    assert answer.isoformat() == "2027-01-01T09:00:00+00:00"
