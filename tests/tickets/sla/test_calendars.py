"""Calendars: whose hours count, what the region closes, and what the owner still has to type in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.brand.models import Centre
from tests.tickets.sla.makers import at, calendar, ticket
from tickets.sla.calendars import public_holidays
from tickets.sla.clock import due
from tickets.sla.models import BusinessCalendar, OpeningSlot

pytestmark = pytest.mark.django_db


def test_a_new_house_opens_from_monday_to_friday_in_two_shifts():
    default = BusinessCalendar.objects.default()
    assert default == BusinessCalendar.objects.default()
    with translation.override("en"):
        assert [str(slot) for slot in default.slots.all()[:2]] == ["Monday 09:00–14:00", "Monday 16:00–19:00"]
    assert default.slots.count() == 10


def test_the_centres_own_calendar_counts_for_its_tickets(ana):
    default, ground = calendar(is_default=True), Centre.objects.create(name="Ground", slug="ground")
    own = calendar("Ground", centre=ground)
    assert BusinessCalendar.objects.governing(ticket(ana)) == default
    assert BusinessCalendar.objects.governing(ticket(ana, centre=ground)) == own


def test_a_centre_without_a_calendar_uses_the_default_one(ana):
    default, ground = calendar(is_default=True), Centre.objects.create(name="Ground", slug="ground")
    assert BusinessCalendar.objects.governing(ticket(ana, centre=ground)) == default


def test_there_is_one_default_calendar():
    calendar(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        calendar("Other", is_default=True)


def test_regional_and_local_holidays_close_the_doors():
    madrid, barcelona = calendar(), calendar("Barcelona", region="CT")
    friday = at("2026-12-04T19:00")
    assert due(madrid.opening_hours(), friday, 120) == at("2026-12-09T10:00")
    assert due(barcelona.opening_hours(), friday, 120) == at("2026-12-07T10:00")
    barcelona.local_holidays.create(day="2026-12-07", name="Fair")
    assert due(BusinessCalendar.objects.get(name="Barcelona").opening_hours(), friday, 120) == at(
        "2026-12-09T10:00"
    )


def test_a_calendar_without_a_country_knows_only_what_was_typed_in():
    own = calendar(country="", region="")
    assert due(own.opening_hours(), at("2026-12-07T19:00"), 120) == at("2026-12-08T10:00")


def test_saturdays_are_business_days_only_by_the_switch():
    plain, switched = calendar(), calendar("With Saturdays", saturday_is_business=True)
    assert plain.business_day_after(at("2026-12-24T10:00"), 15).isoformat() == "2027-01-19"
    assert switched.business_day_after(at("2026-12-24T10:00"), 15).isoformat() == "2027-01-14"


def test_holidays_have_names_in_the_readers_language():
    assert public_holidays("ES", "MD", 2026, "es")[at("2026-12-08T00:00").date()] == "Inmaculada Concepción"
    assert "Immaculate" in public_holidays("ES", "MD", 2026, "en_US")[at("2026-12-08T00:00").date()]


def test_missing_local_holidays_are_pointed_out_next_years_from_november():
    madrid = calendar()
    with translation.override("en"):
        assert len(madrid.gaps(at("2026-10-31T10:00"))) == 1
        assert len(madrid.gaps(at("2026-11-01T10:00"))) == 2
        for day in ("2026-05-15", "2026-11-09", "2027-05-15"):
            madrid.local_holidays.create(day=day, name="Fair")
        (gap,) = madrid.gaps(at("2026-11-22T10:00"))
    assert gap.startswith("1 local holiday of 2027")


def test_a_calendar_without_hours_says_what_that_means():
    with translation.override("en"):
        assert "No opening hours" in calendar(slots=()).gaps(at("2026-10-31T10:00"))[0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"region": "ZZ"}, "region"),
        ({"country": "", "region": "MD"}, "region"),
        ({"zone": "Europe/Atlantis"}, "zone"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused_beside_the_field(fields, field):
    with pytest.raises(ValidationError) as refused:
        BusinessCalendar(name="Odd", **fields).full_clean()
    assert field in refused.value.message_dict


def test_a_calendar_keeps_to_the_clock_of_its_centre():
    tenerife = Centre.objects.create(name="Tenerife", slug="tenerife", timezone="Atlantic/Canary")
    with pytest.raises(ValidationError, match="Atlantic/Canary"):
        BusinessCalendar(name="Tenerife", centre=tenerife).full_clean()


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (700, 600), (600, 1441)])
def test_the_database_refuses_slots_that_are_none(opens, closes):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningSlot.objects.create(calendar=calendar(slots=()), weekday=0, opens=opens, closes=closes)


def test_every_region_of_spain_has_its_list():
    import holidays

    for region in holidays.list_supported_countries()["ES"]:
        assert 10 <= len(public_holidays("ES", region, 2027)) <= 16, region
