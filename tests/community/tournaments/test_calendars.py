"""Tournaments in other calendars: in the feed of whoever may see them, and one by itself."""

from datetime import timedelta

from django.utils import timezone

from community.calendars.dates import calendar_of
from tests.community.examples import closed, group
from tests.community.tournaments.examples import tournament

WHEN = timedelta(days=5)


def test_the_feed_holds_the_first_matches_of_ones_groups(ana, bruno, gema, client_of):
    cup = tournament(gema, group("Padel", ana, bruno, gema), starts_at=timezone.now() + WHEN, place="Court 2")
    tournament(gema, closed("Board", gema), "Board cup", starts_at=timezone.now() + WHEN)
    cup.enter(by=ana)
    mine, other = (calendar_of(one).decode() for one in (ana, bruno))
    assert "Spring cup" in mine and "Court 2" in mine and "OPAQUE" in mine and "You play in it" in mine
    assert "Spring cup" in other and "TRANSPARENT" in other and "Board cup" not in mine + other
    answer = client_of(bruno).get(f"/tournaments/{cup.pk}/tournament.ics")
    assert (
        answer["Content-Type"].startswith("text/calendar")
        and f"UID:tournament-{cup.pk}@" in answer.content.decode()
    )


def test_without_a_date_there_is_nothing_to_put_into_a_calendar(ana, client_of):
    cup = tournament(ana, group("Padel", ana))
    assert client_of(ana).get(f"/tournaments/{cup.pk}/tournament.ics").status_code == 404
    assert "BEGIN:VEVENT" not in calendar_of(ana).decode()
