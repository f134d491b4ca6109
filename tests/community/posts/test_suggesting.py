"""Suggestions: votes that always add up, and what the house makes of them, in public."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.notifications.models import Notification
from community.posts import laws
from community.posts.models import Post
from tests import cast
from tests.community.examples import closed, group, live_together, post
from tests.parallel import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def padel(ana, bruno, sol):
    return group("Padel", ana, bruno, sol)


@pytest.fixture
def idea(ana, padel):
    return post(ana, padel, "Open at eight.", kind="suggestion")


def kinds_of(member):
    return list(Notification.objects.visible_to(member).values_list("kind", flat=True))


def test_a_vote_counts_once_and_can_be_taken_back(ana, bruno, idea):
    assert idea.vote(by=bruno) and not idea.vote(by=bruno)
    assert idea.vote(by=ana)
    assert Post.objects.get(pk=idea.pk).vote_count == 2
    assert idea.take_vote_back(by=bruno) and not idea.take_vote_back(by=bruno)
    assert Post.objects.get(pk=idea.pk).vote_count == 1
    assert laws.suggestions_that_count_wrongly() == 0


def test_bruno_votes_on_the_card_and_sees_that_he_did(bruno, idea, client_of):
    client = client_of(bruno)
    assert "Vote for it" in client.get("/").content.decode()
    client.post(f"/posts/{idea.pk}/vote/")
    page = client.get("/").content.decode()
    assert "You are for it" in page and "1 vote" in page
    assert "You are for it" not in client_of(idea.author).get("/").content.decode()


def test_bruno_does_not_vote_where_he_cannot_read(ana, bruno, client_of):
    idea = post(ana, closed("Board", ana), kind="suggestion")
    assert client_of(bruno).post(f"/posts/{idea.pk}/vote/").status_code == 404
    assert not idea.votes.exists()


def test_nobody_votes_for_a_story_or_in_an_archived_group(ana, bruno, gema, padel, idea):
    with pytest.raises(PermissionDenied):
        post(ana, padel).vote(by=bruno)
    padel.archive(by=gema)
    with pytest.raises(PermissionDenied):
        Post.objects.get(pk=idea.pk).vote(by=bruno)


def test_sol_plans_it_and_whoever_voted_hears(ana, bruno, sol, idea, client_of):
    idea.vote(by=bruno)
    page = client_of(sol).post(
        f"/posts/{idea.pk}/standing/", {"standing": "planned", "reason": "From January."}
    )
    assert page.status_code == 302
    assert kinds_of(bruno) == kinds_of(ana) == ["community.suggestion_decided"]
    shown = client_of(bruno).get("/").content.decode()
    assert "Planned" in shown and "From January." in shown
    assert "Planned" in client_of(bruno).get("/notifications/").content.decode()
    again = Post.objects.get(pk=idea.pk)
    assert again.decide("planned", by=sol, reason="From January.") is False


def test_declining_needs_a_reason(sol, idea, client_of):
    with pytest.raises(ValidationError):
        idea.decide("declined", by=sol)
    assert client_of(sol).post(f"/posts/{idea.pk}/standing/", {"standing": "declined"}).status_code == 422


def test_what_is_done_takes_no_votes_and_keeps_those_it_has(bruno, ana, sol, idea):
    idea.vote(by=bruno)
    idea.decide("done", by=sol)
    with pytest.raises(PermissionDenied):
        idea.vote(by=ana)
    assert idea.vote_count == 1


def test_members_do_not_say_what_becomes_of_it(ana, idea, client_of):
    assert client_of(ana).post(f"/posts/{idea.pk}/standing/", {"standing": "done"}).status_code == 403
    assert client_of(ana).get(f"/posts/{idea.pk}/standing/").status_code == 403


def test_a_wrong_sum_is_noticed(idea):
    Post.objects.filter(pk=idea.pk).update(vote_count=3)
    assert laws.suggestions_that_count_wrongly() == 1


def test_a_feed_with_suggestions_takes_as_many_queries_as_ever(
    ana, bruno, padel, client_of, django_assert_num_queries
):
    for number in range(3):
        post(ana, padel, f"Idea {number}", kind="suggestion").vote(by=bruno)
    client = client_of(bruno)
    client.get("/")
    # Session, member, rail, the cards, and before them by which plan.
    with django_assert_num_queries(5):
        client.get("/")


@pytest.mark.django_db(transaction=True)
def test_row_30_a_crowd_votes_and_takes_back_at_once_and_the_sum_is_right(ana):
    crowd = [cast.person(f"Voter{number}") for number in range(12)]
    idea = post(ana, group("Padel", ana, *crowd), kind="suggestion")

    def acts(one, changes_their_mind):
        Post.objects.get(pk=idea.pk).vote(by=one)
        Post.objects.get(pk=idea.pk).vote(by=one)
        if changes_their_mind:
            Post.objects.get(pk=idea.pk).take_vote_back(by=one)

    together(*[lambda one=one, n=n: acts(one, n % 3 == 0) for n, one in enumerate(crowd)])
    assert Post.objects.get(pk=idea.pk).vote_count == idea.votes.count() == 8
    assert laws.suggestions_that_count_wrongly() == 0


def test_where_the_author_wants_it_a_household_has_one_vote(ana, bruno, marta, client_of):
    padel = group("Padel", ana, bruno, marta)
    live_together(ana, bruno)
    said = {
        "kind": "suggestion",
        "body": "Shade for the terrace.",
        "group": padel.slug,
        "is_by_household": "on",
    }
    client_of(marta).post("/posts/new/", said | {"submission": "0f5d3a9e-6f57-4a0e-9f0c-3a1f0f6f0f6f"})
    shade = Post.objects.get()
    shade.vote(by=ana)
    browser = client_of(bruno)
    page = browser.post(f"/posts/{shade.pk}/vote/", follow=True).content.decode()
    assert "Somebody of your household has voted already" in page and "One vote per household" in page
    answer = browser.post(f"/posts/{shade.pk}/vote/", headers={"HX-Request": "true"})
    assert answer.status_code == 422 and "household" in answer["X-Message"]
    shade.vote(by=marta)  # whose household nobody knows
    shade.take_vote_back(by=ana)
    assert shade.vote(by=bruno)
    shade.refresh_from_db()
    assert shade.vote_count == 2 and not laws.suggestions_that_count_wrongly()
    assert not laws.households_that_voted_twice()
