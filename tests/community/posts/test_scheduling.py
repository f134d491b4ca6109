"""Posts of any kind that go out at their hour: once, by those who still may, and nobody reads them before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.events.models import Event
from community.groups.models import Group
from community.notifications.models import Notification
from community.polls.models import Poll
from community.posts import laws
from community.posts.models import Post
from community.posts.sweeping import go_out_due
from tests.community.examples import CANARY, group, post
from tests.community.threads import at_once

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def padel(ana, bruno, marta):
    return group("Padel", ana, bruno, marta)


def scheduled(ana, padel, **fields):
    return post(ana, padel, CANARY, due_at=timezone.now() + HOUR, **fields)


def later():
    return timezone.now() + 2 * HOUR


def test_until_its_hour_its_author_and_the_moderators_see_it(ana, bruno, marta, padel, client_of):
    said = scheduled(ana, padel)
    assert [said.is_visible_to(person) for person in (ana, marta, bruno)] == [True, True, False]
    for reader, count in ((ana, 3), (marta, 1), (bruno, 0)):
        assert client_of(reader).get("/posts/scheduled/").content.decode().count(CANARY) == count
    assert "Goes out by itself" in client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert client_of(marta).post(f"/posts/{said.pk}/edit/", {"body": "x"}).status_code == 403
    assert client_of(marta).post(f"/posts/{said.pk}/going-out/").status_code == 403


def test_it_comes_out_above_what_was_written_meanwhile_and_forgets_how_it_became(
    ana, bruno, padel, client_of
):
    said = scheduled(ana, padel, title="Soon")
    hour = (timezone.now() + 5 * HOUR).strftime("%Y-%m-%dT%H:%M")
    page = client_of(ana).post(
        f"/posts/{said.pk}/edit/", {"title": "Soon", "body": f"@bruno {CANARY}", "due_at": hour}
    )
    assert page.status_code == 302
    between = post(bruno, padel, "in between")
    assert go_out_due(later()) == 0 and not Notification.objects.visible_to(bruno).exists()
    go_out_due(timezone.now() + 6 * HOUR)
    (out,) = Post.objects.filter(title="Soon")
    assert out.pk > between.pk and out.is_shown and not out.revisions.exists() and out.edited_at is None
    assert CANARY in client_of(bruno).get("/").content.decode()
    assert laws.posts_seen_before_they_were_let_out() == laws.groups_that_count_posts_wrongly() == 0


def test_polls_and_events_go_out_whole(ana, bruno, padel):
    now = timezone.now()
    Poll.objects.ask(
        by=ana, group=padel, title="Which?", options=[("a", None), ("b", None)], due_at=now + HOUR, as_of=now
    )
    Event.objects.announce(
        by=ana, group=padel, title="Final", starts_at=now + 9 * HOUR, due_at=now + HOUR, as_of=now
    )
    assert not Post.objects.visible_to(bruno).exists()
    assert go_out_due(later()) == 2
    poll, event = Poll.objects.get(), Event.objects.get()
    assert poll.options.count() == 2 and poll.post.title == "Which?" and event.post.title == "Final"
    assert {poll.post_id, event.post_id} == set(Post.objects.visible_to(bruno).values_list("pk", flat=True))


def leaves(ana, padel, gema):
    padel.remove(ana, by=ana)


def closes(ana, padel, gema):
    padel.archive(by=gema)


@pytest.mark.parametrize("happens", [leaves, closes])
def test_who_may_not_write_there_any_more_is_told_and_nothing_goes_out(
    ana, bruno, gema, padel, client_of, happens
):
    said = scheduled(ana, padel)
    happens(ana, padel, gema)
    go_out_due(later())
    go_out_due(later())
    said.refresh_from_db()
    assert said.held_up_at and not said.is_visible_to(bruno)
    assert Notification.objects.visible_to(ana).filter(kind="community.post_held_up").count() == 1
    assert "Could not go out" in client_of(ana).get("/posts/scheduled/").content.decode()
    Group.objects.update(archived_at=None)
    padel.admit(ana)
    said.reschedule(by=ana, due_at=later())
    assert go_out_due(timezone.now() + 3 * HOUR) == 1 and Post.objects.get().is_shown


def test_where_a_moderator_looks_first_one_looks_when_it_goes_out(ana, bruno, padel):
    Group.objects.filter(pk=padel.pk).update(posting="approved")
    padel.refresh_from_db()
    said = scheduled(ana, padel)
    assert not said.is_waiting
    go_out_due(later())
    out = Post.objects.get()
    assert out.is_waiting and not out.is_visible_to(bruno)


def test_a_complaint_waits_for_no_hour_and_what_was_taken_back_never_comes(ana, padel, client_of):
    complaint = post(ana, padel, "The water is cold.", kind="complaint", due_at=timezone.now() + HOUR)
    assert complaint.is_shown and complaint.due_at is None
    scheduled(ana, padel).delete(by=ana)
    assert go_out_due(later()) == 0
    said = scheduled(ana, padel)
    assert client_of(ana).post(f"/posts/{said.pk}/going-out/").status_code == 302
    assert Post.objects.filter(body=CANARY, hidden_at=None).count() == 1


def test_no_moderator_shows_it_before_its_hour(ana, marta, padel):
    said = scheduled(ana, padel)
    assert said.moderated_by(marta) and not said.restorable_by(marta)
    with pytest.raises(PermissionDenied):
        said.restore(by=marta)
    assert not Post.objects.get().is_shown


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_let_it_out_once(ana, bruno, padel):
    padel.membership_of(bruno).hear("follow")
    scheduled(ana, padel)
    at_once([lambda: go_out_due(later())] * 2)
    assert Post.objects.get().is_shown and Notification.objects.visible_to(bruno).count() == 1
