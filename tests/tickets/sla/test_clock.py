"""Due times in opening hours: the rules one by one, and every clock bug we know of from others, by name."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tickets.sla.clock import Calendar, TooFar, due, first_open, open_minutes_between, open_spans

MADRID = ZoneInfo("Europe/Madrid")
SHIFTS = ((9 * 60, 14 * 60), (16 * 60, 20 * 60))
NINE_TO_FIVE = ((9 * 60, 17 * 60),)
ALL_DAY = ((0, 24 * 60),)


def weekdays(slots, zone=MADRID, closed=()):
    return Calendar(zone, (slots,) * 5 + ((), ()), frozenset(date.fromisoformat(day) for day in closed))


def every_day(slots, zone=MADRID, closed=()):
    return Calendar(zone, (slots,) * 7, frozenset(date.fromisoformat(day) for day in closed))


def at(text, zone=MADRID):
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def due_text(calendar, start, minutes, *pauses):
    answer = due(calendar, at(start, calendar.zone), minutes, [(at(a), b and at(b)) for a, b in pauses])
    return answer and answer.astimezone(calendar.zone).isoformat(timespec="minutes")


def test_four_hours_over_a_siesta_an_evening_and_a_holiday():
    calendar = weekdays(SHIFTS, closed=["2026-12-08"])
    assert due_text(calendar, "2026-12-07T19:30", 240) == "2026-12-09T12:30+01:00"


def test_due_is_the_end_of_a_slot_and_not_the_start_of_the_next():
    assert due_text(weekdays(SHIFTS), "2026-11-30T13:00", 60) == "2026-11-30T14:00+01:00"
    assert due_text(weekdays(SHIFTS), "2026-11-30T19:00", 60) == "2026-11-30T20:00+01:00"


def test_one_minute_more_is_the_first_minute_of_the_next_slot():
    assert due_text(weekdays(SHIFTS), "2026-11-30T13:00", 61) == "2026-11-30T16:01+01:00"


def test_no_minutes_are_due_at_once_even_at_night():
    assert due_text(weekdays(SHIFTS), "2026-11-30T03:00", 0) == "2026-11-30T03:00+01:00"


def test_a_start_before_opening_counts_from_the_opening():
    assert due_text(weekdays(SHIFTS), "2026-11-30T03:00", 30) == "2026-11-30T09:30+01:00"


def test_a_start_at_closing_time_counts_from_the_next_opening():
    assert due_text(weekdays(SHIFTS), "2026-11-30T20:00", 30) == "2026-12-01T09:30+01:00"


def test_seconds_of_the_start_are_kept():
    answer = due(weekdays(SHIFTS), at("2026-11-30T10:00:17.25"), 30)
    assert answer == at("2026-11-30T10:30:17.25")


def test_the_answer_is_in_utc_whatever_the_start_was_told_in():
    start = at("2026-11-30T14:15", ZoneInfo("Asia/Kathmandu"))
    assert due(weekdays(SHIFTS), start, 30).isoformat() == "2026-11-30T09:00:00+00:00"


def test_24_00_ends_the_day_without_losing_a_minute():
    assert due_text(every_day(ALL_DAY), "2026-11-30T23:00", 60) == "2026-12-01T00:00+01:00"
    assert due_text(every_day(ALL_DAY), "2026-11-30T23:00", 61) == "2026-12-01T00:01+01:00"


def test_overlapping_and_touching_slots_count_once():
    calendar = every_day(((600, 720), (660, 780), (780, 840)))
    assert due_text(calendar, "2026-11-30T09:00", 240) == "2026-11-30T14:00+01:00"


def test_overlapping_pauses_count_once():
    pauses = [("2026-11-30T10:00", "2026-11-30T11:00"), ("2026-11-30T10:30", "2026-11-30T11:30")]
    assert due_text(weekdays(SHIFTS), "2026-11-30T09:30", 60, *pauses) == "2026-11-30T12:00+01:00"


def test_a_pause_around_the_closing_hour_takes_only_its_open_part():
    pause = ("2026-11-30T19:00", "2026-12-01T10:00")
    assert due_text(weekdays(SHIFTS), "2026-11-30T18:30", 60, pause) == "2026-12-01T10:30+01:00"


def test_a_pause_after_the_due_time_changes_nothing():
    pause = ("2026-11-30T12:00", "2026-11-30T13:00")
    assert due_text(weekdays(SHIFTS), "2026-11-30T09:30", 60, pause) == "2026-11-30T10:30+01:00"


def test_a_pause_that_begins_at_the_due_time_changes_nothing():
    pause = ("2026-11-30T10:30", "2026-11-30T13:00")
    assert due_text(weekdays(SHIFTS), "2026-11-30T09:30", 60, pause) == "2026-11-30T10:30+01:00"


def test_a_pause_without_end_has_no_due_time():
    assert due_text(weekdays(SHIFTS), "2026-11-30T09:30", 60, ("2026-11-30T10:00", None)) is None


def test_hours_that_never_open_have_no_due_time():
    assert due_text(Calendar(MADRID, ((),) * 7), "2026-11-30T09:30", 60) is None
    assert due_text(every_day(((600, 600),)), "2026-11-30T09:30", 0) is None


def test_a_due_time_beyond_a_century_is_refused_and_not_searched_for_ever():
    one_minute_a_week = Calendar(MADRID, (((600, 601),),) + ((),) * 6)
    with pytest.raises(TooFar):
        due(one_minute_a_week, at("2026-11-30T09:30"), 100_000)


def test_a_hundred_thousand_minutes_take_milliseconds():
    calendar = weekdays(SHIFTS)
    due(calendar, at("2026-11-30T09:30"), 1)  # the offsets of the zone are looked up once
    began = time.perf_counter()
    answer = due(calendar, at("2026-11-30T09:30"), 100_000)
    assert time.perf_counter() - began < 0.05
    assert open_minutes_between(calendar, at("2026-11-30T09:30"), answer) == 100_000


def test_open_minutes_backwards_are_none():
    assert open_minutes_between(weekdays(SHIFTS), at("2026-11-30T12:00"), at("2026-11-30T10:00")) == 0


# --- The two nights on which the clock changes, here and elsewhere


def test_the_spring_night_has_an_hour_less():
    assert due_text(every_day(ALL_DAY), "2026-03-29T00:00", 180) == "2026-03-29T04:00+02:00"


def test_the_autumn_night_has_an_hour_more():
    assert due_text(every_day(ALL_DAY), "2026-10-25T00:00", 240) == "2026-10-25T03:00+01:00"


def test_an_hour_that_the_spring_night_skips_is_not_worked():
    calendar = every_day(((120, 180), (600, 660)))
    assert due_text(calendar, "2026-03-29T00:00", 30) == "2026-03-29T10:30+02:00"


def test_an_hour_that_the_autumn_night_repeats_is_worked_twice():
    calendar = every_day(((120, 180),))
    assert due_text(calendar, "2026-10-25T00:00", 61) == "2026-10-25T02:01+01:00"


def test_a_slot_that_ends_inside_the_repeated_hour_opens_twice():
    calendar = every_day(((60, 150),))
    opened = list(open_spans(calendar, at("2026-10-25T00:00"), until=at("2026-10-25T12:00")))
    assert [(end - begin) / timedelta(minutes=1) for begin, end in opened] == [90 + 0, 30]


def test_the_start_may_be_the_second_of_two_equal_wall_times():
    start = datetime(2026, 10, 25, 2, 30, tzinfo=MADRID, fold=1)
    assert due(every_day(ALL_DAY), start, 30).isoformat() == "2026-10-25T02:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "expected"),
    [
        # Kathmandu is 5 h 45 min ahead, all year.
        ("Asia/Kathmandu", "2026-11-30T16:50:00", 20, "2026-12-01T09:10:00+05:45"),
        # Lord Howe moves its clock by half an hour, at two in the morning.
        ("Australia/Lord_Howe", "2026-10-04T00:00:00", 180, "2026-10-04T03:30:00+11:00"),
        ("Australia/Lord_Howe", "2026-04-05T00:00:00", 180, "2026-04-05T02:30:00+10:30"),
        # Santiago and Cairo jump at midnight: the day has no first hour, or its last hour twice.
        ("America/Santiago", "2026-09-05T23:00:00", 120, "2026-09-06T02:00:00-03:00"),
        ("America/Santiago", "2026-04-04T22:00:00", 180, "2026-04-05T00:00:00-04:00"),
        ("Africa/Cairo", "2026-04-23T23:00:00", 120, "2026-04-24T02:00:00+03:00"),
        # Samoa had no 30 December 2011 at all.
        ("Pacific/Apia", "2011-12-29T23:00:00", 120, "2011-12-31T01:00:00+14:00"),
        ("Atlantic/Canary", "2026-03-29T00:00:00", 120, "2026-03-29T03:00:00+01:00"),
    ],
)
def test_zones_with_odd_clocks(zone, start, minutes, expected):
    slots = NINE_TO_FIVE if zone == "Asia/Kathmandu" else ALL_DAY
    calendar = every_day(slots, ZoneInfo(zone))
    assert due_text(calendar, start, minutes) == at(expected).isoformat(timespec="minutes")


# --- The next moment with somebody there


def test_first_open_is_now_while_open_and_at_the_very_closing():
    calendar = weekdays(SHIFTS)
    assert first_open(calendar, at("2026-11-30T10:00")) == at("2026-11-30T10:00")
    assert first_open(calendar, at("2026-11-30T20:00")) == at("2026-11-30T20:00")


def test_first_open_is_the_next_opening_at_night_and_on_holidays():
    calendar = weekdays(SHIFTS, closed=["2026-12-08"])
    assert first_open(calendar, at("2026-12-07T20:01")) == at("2026-12-09T09:00")
    assert first_open(Calendar(MADRID, ((),) * 7), at("2026-12-07T20:01")) is None


# --- Bugs of other desks, by the number of their report


def test_frappe_helpdesk_1554_a_pause_stops_the_clock():
    # Waiting for the customer from 10:00 to 12:00: the resolution target moves by those two hours.
    pause = ("2026-11-30T10:00", "2026-11-30T12:00")
    assert due_text(weekdays(SHIFTS), "2026-11-30T09:00", 120, pause) == "2026-11-30T13:00+01:00"


def test_frappe_helpdesk_2449_hold_time_is_not_added_to_a_start_on_a_closed_day():
    # Opened on a Sunday, on hold for the whole of Monday: adding the hold to the Sunday would count it for
    # nothing.
    pause = ("2026-11-30T09:00", "2026-12-01T09:00")
    assert due_text(weekdays(SHIFTS), "2026-11-29T12:00", 60, pause) == "2026-12-01T10:00+01:00"


def test_frappe_helpdesk_3776_a_new_ticket_is_not_late_for_a_reader_elsewhere():
    # The office is in Riyadh, the reader in Kolkata: half an hour is half an hour, an instant is an instant.
    riyadh = every_day(ALL_DAY, ZoneInfo("Asia/Riyadh"))
    born = at("2026-11-30T12:00", ZoneInfo("Asia/Kolkata"))
    assert due(riyadh, born, 30) - born.astimezone(UTC) == timedelta(minutes=30)


def test_chatwoot_13392_a_friday_afternoon_is_due_on_monday():
    calendar = weekdays(NINE_TO_FIVE)
    assert due_text(calendar, "2026-11-27T16:30", 60) == "2026-11-30T09:30+01:00"


def test_chatwoot_14009_a_day_may_have_two_shifts():
    calendar = weekdays(((8 * 60, 12 * 60), (13 * 60 + 30, 18 * 60)))
    assert due_text(calendar, "2026-11-30T12:30", 60) == "2026-11-30T14:30+01:00"


def test_zammad_4432_nothing_falls_due_at_midnight_or_on_a_weekend():
    calendar = weekdays(NINE_TO_FIVE)
    for minutes in range(1, 3 * 480 + 1):
        moment = due(calendar, at("2026-11-27T16:59"), minutes).astimezone(MADRID)
        assert moment.weekday() < 5 and 9 <= moment.hour <= 17, minutes


def test_zammad_3180_open_round_the_clock_has_no_closed_minute_at_midnight():
    assert due_text(every_day(ALL_DAY), "2026-11-30T12:00", 24 * 60) == "2026-12-01T12:00+01:00"


def test_glpi_22678_the_end_of_a_segment_is_not_the_midnight_of_the_next():
    assert due_text(weekdays(NINE_TO_FIVE), "2026-11-27T09:00", 480) == "2026-11-27T17:00+01:00"


def test_dbt_zendesk_25_the_offset_of_the_day_counts_and_not_todays():
    # Nine o'clock is 07:00 UTC in summer and 08:00 UTC in winter.
    assert due_text(weekdays(NINE_TO_FIVE), "2026-07-06T08:00", 60) == "2026-07-06T10:00+02:00"
    assert due_text(weekdays(NINE_TO_FIVE), "2026-01-12T08:00", 60) == "2026-01-12T10:00+01:00"
