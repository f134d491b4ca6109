"""Home: whose posts, what is new, what waits."""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.feed.rail import Rail
from community.notifications.models import Inbox
from tests.community.examples import CANARY, closed, comment, everybody, group, post, secret


@pytest.fixture
def padel(ana, bruno):
    return group("Padel", ana, bruno)


def ago(**span):
    return timezone.now() - timedelta(**span)


def visited(member, *, seen, before=None) -> None:
    Inbox.objects.update_or_create(
        member=member, defaults={"feed_seen_at": seen, "feed_seen_before_at": before}
    )


def test_what_came_since_the_last_visit_stands_above_a_line(ana, bruno, padel, client_of):
    post(bruno, padel, "from yesterday", as_of=ago(days=1))
    post(bruno, padel, "from just now", as_of=ago(minutes=5))
    visited(ana, seen=ago(hours=3))
    page = client_of(ana).get("/").content.decode()
    assert page.index("from just now") < page.index("Seen before") < page.index("from yesterday")
    assert "Seen before" in client_of(ana).get("/").content.decode()  # the same visit goes on


def test_there_is_no_line_when_nothing_is_new(ana, bruno, padel, client_of):
    post(bruno, padel, as_of=ago(days=1))
    visited(ana, seen=ago(hours=3))
    assert "Seen before" not in client_of(ana).get("/").content.decode()
    assert "Seen before" not in client_of(bruno).get("/").content.decode()  # the first visit of all


def test_a_visit_is_written_down_seldom_and_waits_for_nobody(ana, client_of):
    everybody().admit(ana)
    client_of(ana).get("/")
    first = Inbox.objects.get(member=ana).feed_seen_at
    client_of(ana).get("/")
    assert Inbox.objects.get(member=ana).feed_seen_at == first
    visited(ana, seen=ago(hours=2))
    client_of(ana).get("/")
    inbox = Inbox.objects.get(member=ana)
    assert inbox.feed_seen_at > ago(minutes=1) and ago(hours=3) < inbox.feed_seen_before_at < ago(hours=1)


def test_how_many_are_new_is_a_number_and_nothing_else(ana, bruno, padel, client_of):
    first = post(ana, padel)
    post(bruno, padel)
    post(bruno, secret("Surprise", bruno), CANARY)
    browser = client_of(ana)
    assert browser.get(f"/?after={first.pk}").json() == {"new": 1}
    assert browser.get(f"/?after={first.pk}&show=all").json() == {"new": 1}
    assert browser.get("/?after=' OR 1=1").status_code == 200
    assert browser.get("/?after=99999999999999999999999").status_code == 200


@pytest.mark.parametrize(
    ("show", "wanted"),
    [
        ("", {"story here", "question here", "complaint here", "answered here"}),
        ("all", {"story here", "question here", "complaint here", "answered here", "in a free group"}),
        ("unanswered", {"question here", "complaint here"}),
        ("staff", {"answered here"}),
        ("mine", {"complaint here"}),
        ("nonsense", {"story here", "question here", "complaint here", "answered here"}),
    ],
)
def test_the_filters(ana, bruno, sol, padel, client_of, show, wanted):
    padel.admit(sol)
    said = {
        "story here": post(bruno, padel, "story here"),
        "question here": post(bruno, padel, "question here", kind="question"),
        "complaint here": post(ana, padel, "complaint here", kind="complaint"),
        "answered here": post(bruno, padel, "answered here", kind="question"),
        "in a free group": post(bruno, group("Chess", bruno), "in a free group"),
        "in a closed group": post(bruno, closed("Board", bruno), "in a closed group"),
    }
    comment(sol, said["answered here"])
    page = client_of(ana).get(f"/?show={show}").content.decode()
    assert {words for words in said if words in page} == wanted


@pytest.mark.parametrize("show", ["", "all", "unanswered", "staff", "mine"])
def test_an_empty_feed_says_what_belongs_here(ana, client_of, show):
    everybody().admit(ana)
    page = client_of(ana).get(f"/?show={show}").content.decode()
    assert 'class="empty"' in page
    assert 'class="empty"' in client_of(ana).get(f"/?show={show}&before=1").content.decode()


def test_older_posts_are_a_link_away_and_keep_the_filter(ana, bruno, padel, client_of):
    for number in range(25):
        post(bruno, padel, f"number {number}.", kind="question")
    page = client_of(ana).get("/?show=unanswered").content.decode()
    assert "number 24." in page and "number 4." not in page
    (address,) = {part.split('"')[0] for part in page.split('href="')[1:] if "before=" in part.split('"')[0]}
    older = client_of(ana).get("/" + address.replace("&amp;", "&")).content.decode()
    assert "show=unanswered" in address and "number 4." in older and "number 5." not in older


def test_row_13_a_secret_group_is_in_no_part_of_anybody_else_s_home(ana, bruno, marta, client_of):
    hidden = secret(CANARY, ana)
    post(ana, hidden, CANARY, kind="complaint")
    everybody().admit(bruno)
    for member in (bruno, marta):
        for show in ("", "all", "unanswered", "staff", "mine"):
            page = client_of(member).get(f"/?show={show}").content.decode()
            assert CANARY not in page and hidden.slug not in page


def test_the_rail_knows_groups_unread_bell_and_requests_in_one_statement(ana, bruno, padel):
    everybody().admit(ana)
    post(bruno, padel)
    post(ana, padel, "The showers are cold.", kind="complaint")
    with CaptureQueriesContext(connection) as captured:
        rail = Rail(ana)
        groups = {entry.name: entry.unread for entry in rail.groups}
        assert rail.groups[0].is_default
        assert groups == {"Everybody": 0, "Padel": 1}
        assert (
            rail.unread_notifications
            == Inbox.objects.filter(member=ana).values_list("unread", flat=True).first()
        )
    assert len(captured) <= 2  # the second one is this test's own


def test_muted_groups_and_archived_ones_do_not_call(ana, bruno, padel):
    padel.membership_of(ana).hear("mute")
    post(bruno, padel)
    assert [entry.unread for entry in Rail(ana).groups] == [0]
    padel.archive(by=bruno)
    assert Rail(ana).groups == []


def test_an_unknown_name_of_the_rail_is_an_error_not_a_zero(ana):
    with pytest.raises(AttributeError):
        _ = Rail(ana).nothing_of_the_kind


def test_a_post_on_its_page_counts_as_read(ana, bruno, padel, client_of):
    said = post(bruno, padel)
    comment(bruno, said)
    browser = client_of(ana)
    browser.get(f"/posts/{said.pk}/")
    comment(bruno, said)
    assert "1 new</span>" in browser.get("/").content.decode()
    browser.get(f"/posts/{said.pk}/")
    assert "1 new</span>" not in browser.get("/").content.decode()


def test_the_whole_page_is_small_enough(ana, bruno, padel, client_of):
    for number in range(20):
        post(
            bruno, padel, f"Number {number}. " + "The court is free on Sunday morning. " * 12, kind="question"
        )
    page = client_of(ana).get("/").content
    assert len(gzip.compress(page)) < 25_000


def test_open_requests_are_counted_by_the_room_that_knows_them(ana, padel):
    post(ana, padel, "The showers are cold.", kind="complaint")
    post(ana, padel, "And the lift is broken.", kind="complaint").opened.withdraw(by=ana)
    assert Rail(ana).open_requests == 1
