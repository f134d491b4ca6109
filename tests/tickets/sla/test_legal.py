"""Deadlines of the law against dates counted by hand on paper calendars (L-04, L-05)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tickets.sla import legal
from tickets.sla.calendars import ClosedDays

MADRID, CANARY = ZoneInfo("Europe/Madrid"), ZoneInfo("Atlantic/Canary")
SATURDAYS = True


def business_days_after(region, filed, days, *, local=(), saturdays=False):
    closed = ClosedDays("ES", region, frozenset(map(date.fromisoformat, local)))
    last = 6 if saturdays else 5
    day = legal.business_days_after(
        date.fromisoformat(filed), days, lambda d: d.weekday() < last and d not in closed
    )
    return day.isoformat()


def test_the_worked_case_of_l_05():
    filed = date(2026, 11, 30)
    assert legal.calendar_days_after(filed, legal.CHARGE_DAYS) == date(2026, 12, 5)
    assert legal.calendar_days_after(filed, legal.ANSWER_DAYS) == date(2026, 12, 15)
    answers = {region: business_days_after(region, "2026-11-30", 15) for region in ("MD", "AN", "CT")}
    assert answers == {"MD": "2026-12-23", "AN": "2026-12-23", "CT": "2026-12-22"}


@pytest.mark.parametrize(
    ("region", "filed", "last_day"),
    [
        # The long weekend of December 2026: the 7th is a holiday in Madrid and Andalusia, not in the others.
        ("PV", "2026-11-30", "2026-12-22"),
        ("VC", "2026-11-30", "2026-12-22"),
        ("GA", "2026-11-30", "2026-12-22"),
        ("MD", "2026-12-01", "2026-12-24"),
        ("MD", "2026-12-02", "2026-12-28"),
        ("CT", "2026-12-02", "2026-12-24"),
        # Filed on a holiday, or on a Saturday, Sunday or Friday before one.
        ("MD", "2026-12-08", "2026-12-30"),
        ("MD", "2026-12-07", "2026-12-30"),
        ("MD", "2026-12-05", "2026-12-30"),
        ("MD", "2026-12-04", "2026-12-30"),
        # The end of the year, New Year's Day and Epiphany.
        ("MD", "2026-12-24", "2027-01-19"),
        ("CT", "2026-12-24", "2027-01-19"),
        ("MD", "2026-12-31", "2027-01-25"),
        ("MD", "2027-01-01", "2027-01-25"),
        # Easter 2026: Thursday in most regions, Monday in some, both in the Basque Country and the Balearics.
        ("MD", "2026-03-23", "2026-04-15"),
        ("AN", "2026-03-23", "2026-04-15"),
        ("CT", "2026-03-23", "2026-04-15"),
        ("VC", "2026-03-23", "2026-04-15"),
        ("PV", "2026-03-23", "2026-04-16"),
        ("IB", "2026-03-23", "2026-04-16"),
        # Easter 2027, with San José in Madrid and the Basque Country in the week before.
        ("MD", "2027-03-12", "2027-04-07"),
        ("AN", "2027-03-12", "2027-04-06"),
        ("CT", "2027-03-12", "2027-04-06"),
        ("PV", "2027-03-12", "2027-04-08"),
        # The days of the regions.
        ("AN", "2027-02-22", "2027-03-16"),
        ("IB", "2027-02-22", "2027-03-16"),
        ("MD", "2027-02-22", "2027-03-15"),
        ("MD", "2026-04-29", "2026-05-21"),
        ("MD", "2026-04-30", "2026-05-22"),
        ("MD", "2027-04-30", "2027-05-24"),
        ("CT", "2027-04-30", "2027-05-21"),
        ("CN", "2027-05-28", "2027-06-21"),
        ("MD", "2027-05-28", "2027-06-18"),
        ("CT", "2026-06-15", "2026-07-07"),
        ("MD", "2026-06-15", "2026-07-06"),
        ("CT", "2026-09-01", "2026-09-23"),
        ("MD", "2026-09-01", "2026-09-22"),
        ("VC", "2026-10-05", "2026-10-28"),
        ("MD", "2026-10-05", "2026-10-27"),
        # All Saints on a Sunday: the Monday after it, in Madrid.
        ("MD", "2026-10-30", "2026-11-23"),
        ("CT", "2026-10-30", "2026-11-20"),
        # Plain weeks, filed from Friday to Sunday.
        ("MD", "2026-09-04", "2026-09-25"),
        ("MD", "2026-09-05", "2026-09-25"),
        ("MD", "2026-09-06", "2026-09-25"),
        # A year with a 29 February.
        ("MD", "2028-02-21", "2028-03-13"),
        ("AN", "2028-02-21", "2028-03-14"),
    ],
)
def test_fifteen_business_days(region, filed, last_day):
    assert business_days_after(region, filed, 15) == last_day


@pytest.mark.parametrize(
    ("region", "filed", "local", "last_day"),
    [
        ("MD", "2026-05-04", [], "2026-05-25"),
        ("MD", "2026-05-04", ["2026-05-15"], "2026-05-26"),  # San Isidro
        ("MD", "2026-11-03", ["2026-11-09"], "2026-11-25"),  # La Almudena
        ("CT", "2026-05-18", ["2026-05-25"], "2026-06-09"),  # Whit Monday in Barcelona
        ("MD", "2026-05-04", ["2026-05-16"], "2026-05-25"),  # on a Saturday it takes nothing away
        ("MD", "2026-05-04", ["2026-05-04"], "2026-05-25"),  # nor on the day of filing
        ("MD", "2026-05-04", ["2026-05-25", "2026-05-26"], "2026-05-27"),  # the last day itself moves
    ],
)
def test_local_holidays_push_the_last_day(region, filed, local, last_day):
    assert business_days_after(region, filed, 15, local=local) == last_day


@pytest.mark.parametrize(
    ("region", "filed", "last_day"),
    [
        ("MD", "2026-09-01", "2026-09-18"),
        ("MD", "2026-08-03", "2026-08-21"),  # the Assumption is a Saturday
        ("MD", "2026-12-24", "2027-01-14"),
        ("CT", "2026-12-24", "2027-01-15"),  # St Stephen's is a Saturday, in Catalonia
    ],
)
def test_with_saturdays_as_business_days(region, filed, last_day):
    assert business_days_after(region, filed, 15, saturdays=SATURDAYS) == last_day


@pytest.mark.parametrize(("region", "last_day"), [("MD", "2026-12-16"), ("CT", "2026-12-15")])
def test_l_07_ten_business_days_to_complete_a_file(region, last_day):
    assert business_days_after(region, "2026-11-30", legal.COMPLETION_BUSINESS_DAYS) == last_day


@pytest.mark.parametrize(
    ("filed", "days", "last_day"),
    [
        ("2026-12-10", 15, "2026-12-25"),  # calendar days run over holidays and may end on one
        ("2026-12-12", 15, "2026-12-27"),  # or on a Sunday
        ("2026-12-24", 15, "2027-01-08"),
        ("2026-12-31", 15, "2027-01-15"),
        ("2027-02-14", 15, "2027-03-01"),
        ("2028-02-14", 15, "2028-02-29"),
        ("2028-02-15", 15, "2028-03-01"),
        ("2026-03-20", 15, "2026-04-04"),
        ("2026-10-15", 15, "2026-10-30"),
        ("2026-12-27", 5, "2027-01-01"),
        ("2028-02-25", 5, "2028-03-01"),
    ],
)
def test_calendar_days(filed, days, last_day):
    assert legal.calendar_days_after(date.fromisoformat(filed), days).isoformat() == last_day


@pytest.mark.parametrize(
    ("filed_at", "zone", "day"),
    [
        ("2026-11-30T23:59:00+01:00", MADRID, "2026-11-30"),
        ("2026-12-01T00:00:00+01:00", MADRID, "2026-12-01"),
        ("2026-11-30T23:30:00+00:00", MADRID, "2026-12-01"),
        ("2026-11-30T23:30:00+00:00", CANARY, "2026-11-30"),
        ("2026-07-14T22:30:00+00:00", MADRID, "2026-07-15"),  # two hours in summer
        ("2026-10-25T00:30:00+00:00", MADRID, "2026-10-25"),  # the first of two half past twos
        ("2026-11-30T18:15:00+00:00", ZoneInfo("Asia/Kathmandu"), "2026-12-01"),
    ],
)
def test_the_day_of_filing_is_the_one_on_the_wall_of_the_centre(filed_at, zone, day):
    assert legal.filing_day(datetime.fromisoformat(filed_at), zone).isoformat() == day


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        ("2026-12-15", MADRID, "2026-12-15T22:59:59+00:00"),
        ("2026-07-15", MADRID, "2026-07-15T21:59:59+00:00"),
        ("2026-03-29", MADRID, "2026-03-29T21:59:59+00:00"),  # the days of 23 and of 25 hours
        ("2026-10-25", MADRID, "2026-10-25T22:59:59+00:00"),
        ("2026-12-15", CANARY, "2026-12-15T23:59:59+00:00"),
        ("2026-10-29", ZoneInfo("Africa/Cairo"), "2026-10-29T21:59:59+00:00"),  # its last hour comes twice
    ],
)
def test_the_last_second_of_the_last_day(day, zone, instant):
    assert legal.end_of_day(date.fromisoformat(day), zone) == datetime.fromisoformat(instant).astimezone(UTC)


def test_a_calendar_without_business_days_is_refused_and_not_searched_for_ever():
    with pytest.raises(ValueError):
        legal.business_days_after(date(2026, 11, 30), 15, lambda day: False)
