"""Posts kept for later: one's own affair, with a reminder that comes once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.bookmarks.models import Bookmark
from community.bookmarks.sweeping import remind_due
from community.notifications.models import Notification
from tests.community.examples import CANARY, closed, group, post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def recipe(ana, bruno):
    return post(bruno, group("Kitchen", ana, bruno), f"Marmitako {CANARY}")


def test_ana_keeps_a_post_once_and_finds_it(ana, recipe, client_of):
    client = client_of(ana)
    for _ in range(2):
        assert client.post(f"/posts/{recipe.pk}/bookmark/").status_code == 302
    assert CANARY in client.get("/bookmarks/").content.decode()
    assert Bookmark.objects.count() == 1
    client.post(f"/posts/{recipe.pk}/bookmark/remove/")
    assert not Bookmark.objects.exists()


def test_nobody_else_knows_of_it(ana, bruno, gema, recipe, client_of):
    Bookmark.objects.keep(recipe, by=ana)
    for member in (bruno, gema):
        assert CANARY not in client_of(member).get("/bookmarks/").content.decode()
        assert (
            "Saved: note and reminder" not in client_of(member).get(f"/posts/{recipe.pk}/").content.decode()
        )
    assert "Saved: note and reminder" in client_of(ana).get(f"/posts/{recipe.pk}/").content.decode()


def test_a_reminder_comes_once(ana, recipe):
    now = timezone.now()
    Bookmark.objects.keep(recipe, by=ana).remind(now + DAY)
    assert remind_due(now) == 0
    assert remind_due(now + 2 * DAY) == 1 and remind_due(now + 2 * DAY) == 0
    assert [told.kind for told in Notification.objects.visible_to(ana)] == ["community.bookmark_due"]


def test_keeping_it_again_leaves_the_reminder(ana, recipe, client_of):
    Bookmark.objects.keep(recipe, by=ana).remind(timezone.now() + DAY)
    client_of(ana).post(f"/posts/{recipe.pk}/bookmark/")
    assert Bookmark.objects.get().remind_at


def test_the_form_sets_and_takes_away_the_reminder(ana, recipe, client_of):
    client, address = client_of(ana), f"/posts/{recipe.pk}/bookmark/"
    later = (timezone.now() + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {"remind_at": later}).status_code == 302
    assert Bookmark.objects.get().remind_at
    assert (
        later in client.get(address).content.decode()
        or "datetime-local" in client.get(address).content.decode()
    )
    client.post(address, {"remind_at": ""})
    assert Bookmark.objects.get().remind_at is None
    assert client.post(address, {"remind_at": "2001-01-01T10:00"}).status_code == 422


def test_a_moment_that_has_passed_is_refused(ana, recipe):
    with pytest.raises(ValidationError):
        Bookmark.objects.keep(recipe, by=ana).remind(timezone.now() - DAY)


def test_row_17_who_may_not_read_it_any_more_neither_finds_it_nor_is_reminded(ana, bruno, gema, client_of):
    board = closed("Board", ana, bruno)
    said = post(bruno, board, CANARY)
    Bookmark.objects.keep(said, by=ana).remind(timezone.now() + DAY)
    board.remove(ana, by=gema)
    assert remind_due(timezone.now() + 2 * DAY) == 1
    assert not Notification.objects.visible_to(ana).filter(kind="community.bookmark_due").exists()
    assert CANARY not in client_of(ana).get("/bookmarks/").content.decode()


def test_more_bookmarks_take_the_same_queries(ana, bruno, client_of, django_assert_max_num_queries):
    kitchen, client = group("Kitchen", ana, bruno), client_of(ana)
    Bookmark.objects.keep(post(bruno, kitchen), by=ana)
    client.get("/bookmarks/")
    with django_assert_max_num_queries(8) as few:
        client.get("/bookmarks/")
    for number in range(5):
        Bookmark.objects.keep(post(bruno, kitchen, f"Number {number}"), by=ana)
    client.get("/bookmarks/")
    with django_assert_max_num_queries(8) as many:
        client.get("/bookmarks/")
    assert len(few) == len(many)


def test_what_ana_wrote_to_herself_stands_with_it_and_in_the_reminder(ana, bruno, recipe, client_of):
    client, address = client_of(ana), f"/posts/{recipe.pk}/bookmark/"
    assert client.post(address, {"note": "x" * 141, "remind_at": ""}).status_code == 422
    later = timezone.localtime(timezone.now() + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {"note": "For <b>Sunday</b>", "remind_at": later}).status_code == 302
    client.post(address)  # kept again from the menu: nothing is lost
    for page in ("/bookmarks/", address):
        assert "For &lt;b&gt;Sunday&lt;/b&gt;" in client.get(page).content.decode()
    assert "Sunday" not in client_of(bruno).get(address).content.decode()
    assert remind_due(timezone.now() + 3 * DAY) == 1
    (told,) = Notification.objects.visible_to(ana)
    assert told.kind == "community.bookmark_noted" and told.thread == f"community.Post:{recipe.pk}"
    page = client.get("/notifications/").content.decode()
    assert CANARY in page and "For &lt;b&gt;Sunday&lt;/b&gt;" in page
    assert client.post(f"/notifications/{told.pk}/reading/").status_code < 400
    client.post(f"{address}remove/")
    assert "Sunday" not in client.get("/notifications/").content.decode()
