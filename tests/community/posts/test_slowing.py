"""A heated conversation that goes more slowly for all alike."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.comments.models import Comment
from community.posts.slowing import Pace
from tests.community.examples import group, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def heated(ana, bruno, marta):
    said = post(ana, group("Padel", ana, bruno), "The courts will close in May.")
    assert said.slow_down(Pace.QUARTER, by=marta) and not said.slow_down(Pace.QUARTER, by=marta)
    return said


def say(below, by, body: str) -> Comment:
    return Comment.objects.say(post=below, by=by, body=body)


def test_each_writes_once_in_so_many_minutes_and_is_told_when_again(heated, ana, bruno, client_of):
    first = say(heated, bruno, "Says who?")
    answer = client_of(bruno).post(f"/posts/{heated.pk}/comments/", {"body": "Nobody asked us."})
    assert (
        answer.status_code == 422
        and "Nobody asked us." in answer.text
        and "can write again at" in answer.text
    )
    assert "each writes once in 15 minutes" in answer.text
    Comment.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=15))
    assert say(heated, bruno, "Nobody asked us.")


def test_who_began_it_staff_and_who_keeps_order_are_not_held_up(heated, ana, sol, marta):
    heated.group.admit(sol)
    heated.group.admit(marta)
    for member in (ana, sol, marta):
        assert [say(heated, member, f"{turn} time") for turn in ("First", "Second")]


def test_only_who_keeps_order_slows_it_down_and_lets_it_go_again(heated, ana, bruno, marta, client_of):
    with pytest.raises(PermissionDenied):
        heated.slow_down(Pace.USUAL, by=ana)
    say(heated, bruno, "Says who?")
    page = f"/posts/{heated.pk}/pace/"
    assert "Marta" in client_of(marta).get(page).text
    assert client_of(marta).post(page, {"pace": "7"}).status_code == 422
    client_of(marta).post(page, {"pace": "0"})
    heated.refresh_from_db()
    assert (heated.slowed_to, heated.slowed_at, heated.slowed_by) == (None, None, None)
    assert say(heated, bruno, "Nobody asked us.")


def test_a_complaint_to_staff_alone_never_waits_its_turn(heated, bruno, client_of):
    say(heated, bruno, "Says who?")
    told = {"body": "I paid until June.", "only_staff": "on"}
    assert client_of(bruno).post(f"/posts/{heated.pk}/comments/", told).status_code == 302
