"""Praise: whom it names hears of it, and its author says whether the house may quote it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.privacy import registry
from community.notifications.models import Notification
from community.posts.models import Post
from community.posts.sweeping import go_out_due
from community.praise.models import Praise
from tests.community.examples import closed, group
from tickets.teams.models import Team

pytestmark = pytest.mark.django_db
WORDS = "Sol stayed until it was mended."


@pytest.fixture
def padel(ana, sol, gema):
    return group("Padel", ana, sol, gema)


def given(ana, place, **more):
    return Praise.objects.give(by=ana, group=place, body=WORDS, as_of=timezone.now(), **more)


def told(member) -> int:
    return Notification.objects.visible_to(member).filter(kind="community.praised").count()


def quotable(client_of, gema) -> str:
    return client_of(gema).get("/praise/").content.decode()


def test_ana_praises_sol_and_says_how_she_may_be_quoted(ana, sol, gema, padel, client_of):
    form = {
        "kind": "praise",
        "group": padel.slug,
        "body": WORDS,
        "praised": f"member-{sol.pk}",
        "consent": "first",
    }
    assert client_of(ana).post("/posts/new/", form).status_code == 302
    assert told(sol) == 1 and told(gema) == 0
    assert f">@{sol.name}</a>" in client_of(gema).get("/").content.decode()
    page = quotable(client_of, gema)
    assert WORDS in page and "Ana R." in page and ana.name not in page
    client_of(ana).post(f"/posts/{Post.objects.get().pk}/quoting/", {"consent": ""})
    page = quotable(client_of, gema)
    assert "Nothing to quote yet" in page and "Take these from where you have used them" in page
    praise = Praise.objects.get()
    assert praise.consented_at and praise.withdrawn_at and not praise.is_quotable


def test_a_team_hears_as_far_as_it_may_read_it(ana, sol, gema, padel):
    team = Team.objects.default()
    team.members.set([sol, gema])
    given(ana, padel, team=team.name)
    assert told(sol) == told(gema) == 1
    given(ana, closed("Board", ana, gema), team=team.name)
    assert told(sol) == 1 and told(gema) == 2


def test_what_goes_out_later_is_told_later(ana, sol, padel):
    given(ana, padel, employee=sol, due_at=timezone.now() + timedelta(hours=1))
    assert told(sol) == 0
    go_out_due(timezone.now() + timedelta(hours=2))
    assert told(sol) == 1


def test_nobody_but_its_author_decides_and_nobody_but_managers_quotes(
    ana, sol, marta, gema, padel, client_of
):
    said = given(ana, padel, consent="name").post
    assert client_of(gema).post(f"/posts/{said.pk}/quoting/", {"consent": ""}).status_code == 403
    assert {client_of(one).get("/praise/").status_code for one in (ana, sol, marta)} == {403}
    assert client_of(ana).post(f"/posts/{said.pk}/quoting/", {"consent": "loudly"}).status_code == 422
    assert ana.name in quotable(client_of, gema)


def test_praise_whose_author_did_not_say_yes_is_quoted_nowhere(ana, gema, padel, client_of):
    given(ana, padel)
    assert not Praise.objects.quotable().exists() and WORDS not in quotable(client_of, gema)


def test_what_is_taken_back_hidden_or_of_somebody_who_left_is_quoted_no_more(ana, gema, padel, client_of):
    gone, hidden, kept = (given(ana, padel, consent="name") for _number in range(3))
    gone.post.delete(by=ana)
    hidden.post.hide(by=gema, reason="a rule")
    assert list(Praise.objects.quotable()) == [kept]
    held = next(one for one in registry.known() if one.name == "quotes")
    held.erase(held.rows(ana), ana, None)
    assert not Praise.objects.quotable().exists()
