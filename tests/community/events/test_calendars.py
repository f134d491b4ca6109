"""Calendars: what stands in the file, and who gets the feed."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from community.events.keys import CalendarKey
from community.events.showing import phase_of
from tests.community.events.examples import event, fresh
from tests.community.examples import closed, everybody, group, secret


@pytest.fixture
def padel(ana, bruno):
    everybody()
    return group("Padel", ana, bruno)


def read(answer) -> dict[str, icalendar.Event]:
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["SUMMARY"]): one for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def feed_of(member) -> str:
    return f"/events/calendar.ics?token={CalendarKey.objects.renew(member).token}"


def test_one_event_as_a_file(ana, bruno, padel, client_of):
    dinner = event(
        ana, padel, "Dinner; with, signs\\", starts_at=datetime(2031, 7, 1, 18, tzinfo=UTC), place="Calle Mayor, 1",
        ends_at=datetime(2031, 7, 1, 21, tzinfo=UTC), body="Bring **bread**.",
    )  # fmt: skip
    dinner.rsvp(by=bruno, answer="yes")
    (one,) = read(client_of(bruno).get(f"/events/{dinner.pk}/event.ics")).values()
    assert str(one["SUMMARY"]) == "Dinner; with, signs\\" and str(one["LOCATION"]) == "Calle Mayor, 1"
    assert one["DTSTART"].dt == datetime(2031, 7, 1, 18, tzinfo=UTC) and one["DTEND"].dt.hour == 21
    assert (str(one["STATUS"]), int(one["SEQUENCE"]), str(one["TRANSP"])) == ("CONFIRMED", 0, "OPAQUE")
    assert "Bring bread" in str(one["DESCRIPTION"])
    uid = str(one["UID"])
    fresh(dinner).cancel(by=ana)
    (one,) = read(client_of(ana).get(f"/events/{dinner.pk}/event.ics")).values()
    assert (str(one["UID"]), str(one["STATUS"]), int(one["SEQUENCE"])) == (uid, "CANCELLED", 1)


def test_lines_are_folded_and_end_as_the_standard_wants(ana, padel, client_of):
    dinner = event(ana, padel, "Ñ" * 120)
    body = client_of(ana).get(f"/events/{dinner.pk}/event.ics").content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_row_07_the_feed_is_what_its_member_may_see_now(ana, bruno, padel, client_of):
    board, hidden = closed("Board", ana, bruno), secret("Surprise", ana)
    event(ana, padel)
    event(ana, board, "Budget")
    event(ana, hidden, "Secret dinner")
    address, nobody = feed_of(bruno), client_of()
    assert set(read(nobody.get(address))) == {"Dinner", "Budget"}
    board.remove(bruno, by=ana)
    assert set(read(nobody.get(address))) == {"Dinner"}
    assert set(read(nobody.get(feed_of(ana)))) == {"Dinner", "Budget", "Secret dinner"}


def test_row_07_what_was_hidden_or_declined_is_not_in_it(ana, bruno, padel, marta, client_of):
    gone, declined = event(ana, padel, "Gone"), event(ana, padel, "Declined")
    declined.rsvp(by=bruno, answer="no")
    gone.post.hide(by=marta, reason="x")
    assert set(read(client_of().get(feed_of(bruno)))) == set()


def test_row_08_a_key_dies_when_it_is_renewed_switched_off_or_its_member_is_shut_out(
    ana, bruno, marta, padel, client_of
):
    nobody = client_of()
    first = feed_of(bruno)
    second = feed_of(bruno)
    assert [nobody.get(one).status_code for one in (first, second)] == [404, 200]
    bruno.suspend(by=marta, reason="x")
    assert nobody.get(second).status_code == 404
    bruno.unsuspend(by=marta)
    assert nobody.get(second).status_code == 200
    client_of(bruno).post("/settings/calendar/key/remove/")
    assert nobody.get(second).status_code == 404
    bruno.leave()
    assert nobody.get(feed_of(bruno)).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "%00", "ñ", "' OR 1=1 --", "a" * 5000, "None"])
def test_a_token_that_is_none_opens_nothing(ana, padel, client_of, token):
    feed_of(ana)
    assert client_of().get(f"/events/calendar.ics?token={token}").status_code == 404
    assert client_of(ana).get("/events/calendar.ics").status_code == 404


def test_the_address_is_made_on_ones_own_page(ana, padel, client_of):
    browser = client_of(ana)
    assert "token=" not in browser.get("/settings/calendar/").content.decode()
    page = browser.post("/settings/calendar/key/", follow=True).content.decode()
    assert CalendarKey.objects.get(member=ana).token in page
    answer = client_of().get(f"/events/calendar.ics?token={CalendarKey.objects.get(member=ana).token}")
    assert answer["Cache-Control"] == "private, no-store" and len(CalendarKey.objects.get().token) >= 40


def test_the_feed_asks_as_often_for_many_as_for_few(ana, bruno, padel, client_of, django_assert_num_queries):
    address = feed_of(ana)
    for number in range(9):
        event(bruno, padel, f"Day {number}", in_hours=30 + number)
    client_of().get(address)
    with django_assert_num_queries(5):
        assert len(read(client_of().get(address))) == 9


def test_what_was_over_a_month_ago_is_not_in_it(ana, padel, client_of):
    old = event(ana, padel)
    type(old).objects.filter(pk=old.pk).update(starts_at=old.starts_at - timedelta(days=40))
    assert read(client_of().get(feed_of(ana))) == {}


def test_the_file_says_what_one_answered(ana, bruno, marta, padel, client_of):
    padel.admit(marta)
    dinner = event(ana, padel, seats=2, guests_most=1)
    dinner.rsvp(by=bruno, answer="yes", guests=1)
    fresh(dinner).rsvp(by=marta, answer="yes")
    for who, words in ((bruno, "You are coming, with 1 guest."), (marta, "You are on the waiting list.")):
        (one,) = read(client_of(who).get(f"/events/{dinner.pk}/event.ics")).values()
        assert words in str(one["DESCRIPTION"])


def test_a_page_says_whether_it_is_going_on_or_over(ana, padel, client_of):
    now = datetime.now(UTC)
    dinner = event(ana, padel, starts_at=now + timedelta(hours=2), ends_at=now + timedelta(hours=4))
    phases = {
        phase: phase_of(fresh(dinner), now + timedelta(hours=hours))
        for phase, hours in (("now", 3), ("past", 5))
    }
    assert phases == {"now": "now", "past": "past"}
    for hours in (3, 5):
        type(dinner).objects.filter(pk=dinner.pk).update(
            starts_at=now + timedelta(hours=2 - hours), ends_at=now + timedelta(hours=4 - hours)
        )
        assert client_of(ana).get(f"/events/{dinner.pk}/").status_code == 200
        assert client_of(ana).get(fresh(dinner).post.get_absolute_url()).status_code == 200
