"""Announcements with a beginning and an end, and who has read them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.feed.queries import cards
from community.notifications.models import Notification
from community.posts import laws
from community.posts.models import Post
from community.posts.sweeping import go_out_due
from tests.community.examples import CANARY, group, post

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def padel(ana, bruno, gema):
    return group("Padel", ana, bruno, gema)


def announced(gema, padel, **fields):
    return post(gema, padel, CANARY, kind="announcement", title="Closed on Monday", **fields)


def test_it_goes_out_by_itself_once_its_hour_has_come(ana, gema, padel, client_of):
    now = timezone.now()
    said = announced(gema, padel, due_at=now + HOUR)
    assert not said.is_visible_to(ana) and said.is_visible_to(gema)
    assert CANARY not in client_of(ana).get("/").content.decode()
    assert "Goes out by itself" in client_of(gema).get(f"/posts/{said.pk}/").content.decode()
    assert go_out_due(now) == 0 and not Notification.objects.visible_to(ana).exists()
    assert laws.posts_seen_before_they_were_let_out() == laws.groups_that_count_posts_wrongly() == 0
    assert go_out_due(now + 2 * HOUR) == 1 and go_out_due(now + 2 * HOUR) == 0
    assert Post.objects.get().is_visible_to(ana)
    assert Notification.objects.visible_to(ana).get().kind == "community.announcement"
    assert laws.posts_seen_before_they_were_let_out() == laws.groups_that_count_posts_wrongly() == 0


def test_what_was_taken_back_does_not_go_out(gema, padel):
    said = announced(gema, padel, due_at=timezone.now() + HOUR)
    said.delete(by=gema)
    assert go_out_due(timezone.now() + 2 * HOUR) == 0


def test_past_its_end_it_is_on_top_no_more(ana, gema, padel):
    said = announced(gema, padel, pinned_until=timezone.now() + HOUR)
    assert [row.is_pinned for row in cards(ana, group=padel)] == [True]
    Post.objects.filter(pk=said.pk).update(pinned_until=timezone.now() - HOUR)
    assert [row.is_pinned for row in cards(ana, group=padel)] == [False]
    assert [row.is_pinned for row in cards(ana)] == [False]


@pytest.mark.parametrize(
    "fields", [{"due_at": -HOUR}, {"pinned_until": -HOUR}, {"due_at": 2 * HOUR, "pinned_until": HOUR}]
)
def test_times_that_cannot_be_are_refused(gema, padel, fields):
    now = timezone.now()
    with pytest.raises(ValidationError):
        announced(gema, padel, **{name: now + span for name, span in fields.items()}, as_of=now)


def test_the_composer_offers_both(gema, padel, client_of):
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    form = {"kind": "announcement", "group": "padel", "title": "Soon", "body": "Soon.", "due_at": later}
    assert client_of(gema).post("/posts/new/", form).status_code == 302
    assert Post.objects.get(title="Soon").due_at
    story = form | {"kind": "story", "title": "", "due_at": "", "pinned_until": later}
    client_of(gema).post("/posts/new/", story)
    assert Post.objects.get(kind="story").pinned_until is None


def test_its_author_and_the_moderators_see_who_has_read_it(ana, bruno, gema, padel, client_of):
    said = announced(gema, padel)
    assert client_of(bruno).get(f"/posts/{said.pk}/").status_code == 200
    page = client_of(gema).get(f"/posts/{said.pk}/readers/").content.decode()
    assert "1 of 2" in page and bruno.name in page and ana.name not in page


def test_row_13_nobody_else_learns_who_reads_what(ana, bruno, gema, padel, client_of):
    said, story = announced(gema, padel), post(ana, padel)
    assert client_of(bruno).get(f"/posts/{said.pk}/readers/").status_code == 404
    assert client_of(ana).get(f"/posts/{story.pk}/readers/").status_code == 404
