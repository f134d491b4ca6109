"""Events on the pages: announcing, answering, the list, the month, the group, and what nobody may learn."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import fragments
from accounts.brand.models import Brand
from accounts.mail.models import Mail
from community.events.announcing import months_later, series
from community.events.models import Event
from tests.community.events.examples import event, fresh, standing
from tests.community.examples import closed, everybody, group


@pytest.fixture
def padel(ana, bruno, marta):
    everybody()
    return group("Padel", ana, bruno, marta)


def text(answer) -> str:
    return answer.content.decode()


def asked(browser, path: str) -> int:
    """How many statements the page costs, drawn before."""
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def announcing(group, **fields) -> dict:
    sent = {"kind": "event", "group": group.slug, "submission": str(uuid.uuid4()), "title": "Dinner"}
    return sent | {"starts_at": "2031-07-01T20:00"} | fields


def test_ana_announces_an_event_in_the_hours_of_the_house(ana, padel, client_of):
    sent = announcing(padel, ends_at="2031-07-01T23:00", place="The cellar", seats="12", guests_most="2")
    answer = client_of(ana).post("/posts/new/", sent, follow=True)
    (made,) = Event.objects.all()
    assert made.starts_at == datetime(2031, 7, 1, 18, tzinfo=UTC) and made.seats == 12
    assert "The cellar" in text(answer) and "0 of 12 seats taken" in text(answer)
    client_of(ana).post("/posts/new/", sent)
    assert Event.objects.count() == 1


def test_what_is_wrong_stands_beside_its_field(ana, padel, client_of):
    sent = announcing(padel, ends_at="2031-06-01T10:00", place="The cellar")
    page = client_of(ana).post("/posts/new/", sent)
    assert page.status_code == 422 and "It would end before it starts." in text(page)
    assert 'value="The cellar"' in text(page) and 'value="2031-07-01T20:00"' in text(page)
    assert "That moment has passed." in text(
        client_of(ana).post("/posts/new/", announcing(padel, starts_at="2020-07-01T20:00"))
    )
    assert client_of(ana).post("/posts/new/", announcing(padel, starts_at="soon")).status_code == 422
    assert not Event.objects.exists()


def test_a_series_is_one_post_with_a_row_a_date(ana, bruno, padel, client_of):
    answer = client_of(ana).post("/posts/new/", announcing(padel, repeats="weekly", dates="3"), follow=True)
    days = [one.starts_at.day for one in Event.objects.order_by("starts_at")]
    assert days == [1, 8, 15] and Event.objects.values("post").distinct().count() == 1
    first, second = Event.objects.all()[:2]
    assert f"/events/{first.pk}/" in answer.redirect_chain[-1][0]
    client_of(bruno).post(f"/events/{second.pk}/rsvp/", {"answer": "yes"})
    assert (standing(first), standing(second)) == ({}, {"bruno": "yes"})
    assert "2 more dates" in text(client_of(bruno).get(f"/posts/{first.post_id}/"))


def test_a_series_keeps_the_hour_of_the_wall_and_the_day_of_the_month():
    zone = ZoneInfo("Europe/Madrid")
    start = datetime(2026, 10, 20, 19, 0, tzinfo=zone)
    facts = {"starts_at": start, "ends_at": start + timedelta(hours=2), "answers_until": None}
    found = series(facts, "weekly", 3, zone)  # the clocks change on the 25th
    assert [(one["starts_at"].hour, one["ends_at"].hour) for one in found] == [(19, 21)] * 3
    assert found[1]["starts_at"] - found[0]["starts_at"] == timedelta(days=7)
    assert (
        found[1]["starts_at"].astimezone(UTC) - found[0]["starts_at"].astimezone(UTC)
    ).total_seconds() == 7 * 86400 + 3600
    months = [months_later(datetime(2027, 1, 31, 19), number).strftime("%m-%d") for number in range(4)]
    assert months == ["01-31", "02-28", "03-31", "04-30"]


def test_the_buttons_answer_without_scripts_and_with_them(ana, bruno, padel, client_of):
    dinner = event(ana, padel, guests_most=2)
    sent = {"answer": "yes", f"guests-{dinner.pk}": "2", "next": "/"}
    answer = client_of(bruno).post(f"/events/{dinner.pk}/rsvp/", sent, follow=True)
    assert "You are coming, with 2 guests." in text(answer) and answer.redirect_chain[-1][0] == "/"
    piece = text(
        client_of(bruno).post(f"/events/{dinner.pk}/rsvp/", {"answer": "no"}, headers={"HX-Request": "true"})
    )
    assert piece.startswith('<div class="gathering"') and 'value="no" aria-pressed="true"' in piece


def test_too_many_guests_is_a_sentence_where_one_answered(ana, bruno, padel, client_of):
    dinner = event(ana, padel, seats=2, guests_most=3)
    sent = {"answer": "yes", f"guests-{dinner.pk}": "3"}
    answer = client_of(bruno).post(f"/events/{dinner.pk}/rsvp/", sent)
    assert answer.status_code == 422 and "There are not that many seats at all." in text(answer)
    piece = client_of(bruno).post(f"/events/{dinner.pk}/rsvp/", sent, headers={"HX-Request": "true"})
    assert "There are not that many seats at all." in text(piece)
    assert client_of(bruno).post(f"/events/{dinner.pk}/rsvp/", {"answer": "perhaps"}).status_code == 422


def test_the_list_shows_what_is_mine_what_is_ahead_and_what_was(ana, bruno, padel, client_of):
    dinner, lunch = event(ana, padel), event(ana, padel, "Lunch", in_hours=20)
    lunch.rsvp(by=bruno, answer="yes")
    Event.objects.filter(pk=dinner.pk).update(starts_at=timezone.now() - timedelta(days=2))
    ahead, mine, past = (
        text(client_of(bruno).get(f"/events/{query}")) for query in ("", "?show=mine", "?show=past")
    )
    assert "Lunch" in ahead and "Dinner" not in ahead
    assert "Lunch" in mine and "Dinner" in past and "Lunch" not in past
    assert "Nothing is planned" in text(client_of(bruno).get(f"/events/?after={lunch.pk}"))


def test_the_month_is_a_table_with_the_hour_of_the_house(ana, padel, client_of):
    event(ana, padel, starts_at=datetime(2031, 7, 1, 22, 30, tzinfo=UTC))
    page = text(client_of(ana).get("/events/?month=2031-07"))
    assert '<span class="numbers">00:30</span> Dinner' in page, "half past midnight on the 2nd"
    assert "Dinner" not in text(client_of(ana).get("/events/?month=2031-10"))
    for nonsense in ("", "x", "2031-13", "9999-01", "0000-00", "2031-7"):
        assert client_of(ana).get(f"/events/?month={nonsense}").status_code == 200


def test_a_group_has_its_own_list(ana, bruno, padel, client_of):
    board = closed("Board", ana)
    event(ana, board, "Budget")
    assert "Budget" in text(client_of(ana).get("/groups/board/events/"))
    assert client_of(bruno).get("/groups/board/events/").status_code == 404
    assert "Budget" not in text(client_of(bruno).get("/events/?show=all"))
    assert "/groups/padel/events/" in text(client_of(bruno).get("/groups/padel/"))


def test_organisers_change_call_off_and_check_in(ana, bruno, padel, client_of):
    dinner = event(ana, padel, seats=2)
    mine = dinner.rsvp(by=bruno, answer="yes")
    browser = client_of(ana)
    page = text(browser.get(f"/events/{dinner.pk}/edit/"))
    local = timezone.localtime(dinner.starts_at, Brand.current().zone)
    assert f'value="{local:%Y-%m-%dT%H:%M}"' in page
    answer = browser.post(
        f"/events/{dinner.pk}/edit/", {"starts_at": f"{local:%Y-%m-%dT%H:%M}", "seats": "0"}
    )
    assert answer.status_code == 422
    browser.post(f"/events/{dinner.pk}/edit/", {"starts_at": f"{local:%Y-%m-%dT%H:%M}", "seats": "5"})
    assert fresh(dinner).seats == 5
    browser.post(f"/events/{dinner.pk}/arrivals/{mine.pk}/")
    assert "Here" in text(browser.get(f"/events/{dinner.pk}/check-in/"))
    assert client_of(bruno).get(f"/events/{dinner.pk}/check-in/").status_code == 403
    browser.post(f"/events/{dinner.pk}/cancellation/", {"reason": "The cook is ill"})
    assert "The cook is ill" in text(client_of(bruno).get("/"))


def test_row_13_the_names_are_for_organisers_where_the_event_says_so(ana, bruno, marta, padel, client_of):
    dinner = event(ana, padel, is_list_private=True)
    dinner.rsvp(by=bruno, answer="yes")
    assert "Bruno Gil" in text(client_of(ana).get(f"/events/{dinner.pk}/"))
    group("Chess", dinner.post.author)
    other = client_of(bruno).get(f"/events/{dinner.pk}/live/")
    assert "Only organisers see the names." in text(other)


def test_twenty_events_cost_one_statement_more_than_none(ana, bruno, padel, client_of):
    browser = client_of(ana)
    none = asked(browser, "/")
    made = [event(bruno, padel, title=f"Day {n}", repeats="weekly", dates=3) for n in range(20)]
    for one in made[:10]:
        one.rsvp(by=ana, answer="yes")
    fragments.memory.clear()
    assert asked(browser, "/") == none + 1 <= 6


def test_the_lists_ask_as_often_for_many_as_for_few(ana, bruno, padel, client_of):
    browser = client_of(ana)
    event(bruno, padel)
    few = [asked(browser, path) for path in ("/events/", "/events/?month=", "/groups/padel/events/")]
    for number in range(9):
        event(bruno, padel, f"Day {number}").rsvp(by=ana, answer="yes")
    assert [asked(browser, path) for path in ("/events/", "/events/?month=", "/groups/padel/events/")] == few


def test_the_page_of_an_event_asks_as_often_for_a_crowd(ana, bruno, marta, padel, client_of):
    browser = client_of(ana)
    dinner = event(bruno, padel, seats=1)
    for member in (ana, bruno):
        dinner.rsvp(by=member, answer="yes")
    few = asked(browser, f"/events/{dinner.pk}/")
    dinner.rsvp(by=marta, answer="yes")
    assert asked(browser, f"/events/{dinner.pk}/") == few <= 16


def test_row_20_markup_in_an_event_is_text(ana, bruno, padel, client_of):
    bad = "<script>x()</script>"
    dinner = event(ana, padel, bad, price=bad, seats=3)
    dinner.change(by=ana, place=bad)
    dinner.rsvp(by=bruno, answer="yes")
    fresh(dinner).cancel(by=ana, reason=bad)
    paths = ("/", "/events/", "/events/?month=", f"/events/{dinner.pk}/", f"/events/{dinner.pk}/check-in/")
    for path in (*paths, f"/posts/{dinner.post_id}/", "/groups/padel/events/", "/notifications/"):
        page = text(client_of(ana).get(path))
        assert "<script>x()" not in page, path
    assert "<script>x()" not in Mail.objects.get(kind="events.cancelled").html


def test_where_moderators_post_nobody_else_announces(ana, bruno, client_of):
    everybody()
    board = group("Board", ana, bruno, posting="moderators")
    board.promote(ana, by=ana)
    with pytest.raises(PermissionDenied):
        event(bruno, board)
    page = text(client_of(bruno).get("/groups/board/events/"))
    assert "/posts/new/?kind=event" not in page.partition('class="filters')[2].partition("</main>")[0]
    assert event(ana, board).post.group == board


def test_what_waits_for_a_moderator_is_nobodys_event_yet(ana, bruno, marta, client_of):
    everybody()
    chess = group("Chess", ana, bruno, posting="approved")
    waiting = event(bruno, chess, "Night of chess")
    assert "Night of chess" not in text(client_of(ana).get("/events/?show=all"))
    assert client_of(ana).get(f"/events/{waiting.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        waiting.rsvp(by=ana, answer="yes")
