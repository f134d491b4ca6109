"""When a digest comes: eight on the wall of its reader, also after the nights on which the clock is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.digests.mornings import Pace, begin, next_morning

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("pace", "zone", "after", "morning"),
    [
        ("daily", "Europe/Madrid", "2026-11-18T06:59", "2026-11-18T07:00"),
        ("daily", "Europe/Madrid", "2026-11-18T07:00", "2026-11-19T07:00"),
        ("weekly", "Europe/Madrid", "2026-11-18T12:00", "2026-11-23T07:00"),
        ("weekly", "Europe/Madrid", "2026-11-23T07:00", "2026-11-30T07:00"),
        (
            "daily",
            "Europe/Madrid",
            "2026-03-28T12:00",
            "2026-03-29T06:00",
        ),  # an hour is skipped in that night
        ("weekly", "Europe/Madrid", "2026-03-23T07:00", "2026-03-30T06:00"),
        ("daily", "Europe/Madrid", "2026-10-24T12:00", "2026-10-25T07:00"),  # an hour comes twice
        ("weekly", "Europe/Madrid", "2026-10-19T06:00", "2026-10-26T07:00"),
        ("weekly", "Pacific/Auckland", "2026-11-22T12:00", "2026-11-22T19:00"),  # there Monday is already
        ("weekly", "America/Los_Angeles", "2026-11-23T07:00", "2026-11-23T16:00"),
    ],
)
def test_it_is_eight_in_the_morning_where_its_reader_is(pace, zone, after, morning):
    found = next_morning(pace, ZoneInfo(zone), datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert found.astimezone(UTC).isoformat()[:16] == morning


def test_in_a_year_each_day_and_each_monday_has_exactly_one():
    moment, daily, weekly = datetime(2026, 1, 1, tzinfo=UTC), [], []
    for pace, found in ((Pace.DAILY, daily), (Pace.WEEKLY, weekly)):
        at = moment
        while (at := next_morning(pace, MADRID, at)) < moment + timedelta(days=364):
            found.append(at.astimezone(MADRID))
    assert len({at.date() for at in daily}) == len(daily) == 364
    assert len(weekly) == 52
    assert {(at.hour, at.minute) for at in daily + weekly} == {(8, 0)}


def test_however_long_nothing_came_it_tells_of_four_weeks_at_most():
    now = datetime(2026, 11, 18, tzinfo=UTC)
    assert begin("daily", None, now) == now - timedelta(days=1)
    assert begin("weekly", now - timedelta(days=9), now) == now - timedelta(days=9)
    assert begin("daily", now - timedelta(days=300), now) == now - timedelta(days=28)
