"""Voting: what counts, until when, and that the sums are right however many vote at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.invariants import LAWS
from community.notifications.models import Notification
from community.polls.models import Poll, PollOption, Vote
from community.polls.outcome import outcome_of, share
from community.polls.sweeping import tell_due
from community.posts.models import Post
from tests import cast
from tests.community.examples import closed, comment, everybody, group, live_together
from tests.community.polls.examples import fresh, option, poll, votes
from tests.community.posts.pictures import picture
from tests.parallel import together


@pytest.fixture
def padel(ana, bruno):
    everybody()
    return group("Padel", ana, bruno)


def broken_laws() -> dict[str, int]:
    return {law.sentence: law.violations() for law in LAWS if law.id == "I7" and law.violations()}


def test_ana_votes_and_may_change_her_mind_until_it_closes(ana, bruno, padel):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    day.vote(by=ana, options=[option(day, "Sunday")])
    assert votes(day) == {"Friday": 0, "Saturday": 0, "Sunday": 1}
    assert fresh(day).voter_count == 1 and not broken_laws()


def test_a_vote_sent_twice_counts_once_and_moves_nothing(ana, bruno, padel):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    version = fresh(day).post.version
    day.vote(by=ana, options=[option(day, "Friday")])
    assert votes(day)["Friday"] == 1 and fresh(day).post.version == version


def test_several_answers_where_the_poll_takes_them(ana, bruno, padel):
    days = poll(bruno, padel, is_several=True)
    days.vote(by=ana, options=[option(days, "Friday"), option(days, "Sunday")])
    days.vote(by=bruno, options=[option(days, "Sunday")])
    assert votes(days) == {"Friday": 1, "Saturday": 0, "Sunday": 2}
    assert fresh(days).voter_count == 2 and not broken_laws()


def test_what_cannot_be_chosen_is_refused_and_changes_nothing(ana, bruno, padel):
    day, other = poll(bruno, padel), poll(bruno, padel, "Yes", "No", title="Really?")
    for chosen in ([], [option(other, "Yes")], [option(day, "Friday"), option(day, "Sunday")]):
        with pytest.raises(ValidationError):
            day.vote(by=ana, options=chosen)
    assert not Vote.objects.exists() and not broken_laws()


def test_only_members_of_the_group_vote(ana, bruno, marta):
    board = closed("Board", ana)
    day = poll(ana, board)
    for outsider in (bruno, marta):
        with pytest.raises(PermissionDenied):
            day.vote(by=outsider, options=[option(day, "Friday")])


def test_the_servers_clock_closes_it(ana, bruno, padel):
    now = timezone.now()
    day = poll(bruno, padel, closes_at=now + timedelta(hours=1))
    day.vote(by=ana, options=[option(day, "Friday")], as_of=now + timedelta(minutes=59))
    with pytest.raises(PermissionDenied, match="closed"):
        day.vote(by=ana, options=[option(day, "Sunday")], as_of=now + timedelta(minutes=60))
    assert votes(day)["Friday"] == 1


def test_its_author_or_a_moderator_closes_it_and_voters_hear_once(ana, bruno, marta, padel):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    with pytest.raises(PermissionDenied):
        fresh(day).close(by=ana)
    assert fresh(day).close(by=marta) and not fresh(day).close(by=marta)
    tell_due(timezone.now() + timedelta(days=9))
    told = Notification.objects.filter(kind="polls.closed").values_list("member__handle", flat=True)
    assert sorted(told) == ["ana", "bruno"]


def test_the_sweep_tells_once_of_what_has_closed(ana, bruno, padel):
    now = timezone.now()
    day = poll(bruno, padel, closes_at=now + timedelta(hours=1))
    day.vote(by=ana, options=[option(day, "Friday")])
    assert tell_due(now) == 0
    version = fresh(day).post.version
    assert [tell_due(now + timedelta(hours=2)), tell_due(now + timedelta(hours=3))] == [1, 0]
    assert Notification.objects.filter(kind="polls.closed").count() == 2
    assert fresh(day).post.version > version


def test_a_tie_is_said_in_words(ana, bruno, padel):
    day = poll(bruno, padel)
    assert outcome_of(day, is_over=False).words == "No votes yet."
    day.vote(by=ana, options=[option(day, "Friday")])
    assert outcome_of(fresh(day), is_over=False).words == "“Friday” leads with 1 vote."
    day.vote(by=bruno, options=[option(day, "Sunday")])
    assert (
        outcome_of(fresh(day), is_over=False).words == "A tie so far: “Friday” and “Sunday” have 1 vote each."
    )
    assert outcome_of(fresh(day), is_over=True).words == "A tie: “Friday” and “Sunday” have 1 vote each."
    day.vote(by=bruno, options=[option(day, "Friday")])
    assert outcome_of(fresh(day), is_over=True).words == "“Friday” has won with 2 votes."


def test_a_poll_sent_twice_is_one(ana, padel):
    sent = {"submission": "5f4d3a52-6f4e-4e0c-9d5f-0a8c7a3b9d11"}
    assert poll(ana, padel, **sent) == poll(ana, padel, **sent)
    assert Post.objects.count() == Poll.objects.count() == 1 and PollOption.objects.count() == 3


@pytest.mark.parametrize("options", [["One"], ["One", "One"], ["One", " "], [str(n) for n in range(11)]])
def test_two_to_ten_options(ana, padel, options):
    with pytest.raises(ValidationError):
        poll(ana, padel, *options)
    assert not Post.objects.exists()


def test_row_15_a_picture_of_somebody_else_is_no_option(ana, bruno, padel):
    with pytest.raises(ValidationError):
        Poll.objects.ask(by=ana, group=padel, title="Best?", options=[("One", picture(bruno)), ("Two", None)])
    assert not Post.objects.exists()


def test_a_poll_that_was_taken_back_leaves_nothing(ana, bruno, padel):
    photos = [("", picture(ana)), ("", picture(ana))]
    best = Poll.objects.ask(by=ana, group=padel, title="Best picture?", options=photos)
    best.vote(by=bruno, options=[best.options.first().pk])
    comment(bruno, best.post)
    best.post.delete(by=ana)
    assert not Poll.objects.exists() and not PollOption.objects.exists() and not Vote.objects.exists()
    assert ana.uploads.count() == 0


def test_the_database_keeps_a_second_vote_out(ana, bruno, padel):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(poll=day, member=ana, option_id=option(day, "Sunday"), is_only=True)


@pytest.mark.django_db(transaction=True)
def test_row_30_two_hundred_votes_at_once_by_forty_members(ana):
    """Five of each, all for different options: the sums are the voters (law I7)."""
    everybody()
    padel = group("Padel", ana)
    crowd = [cast.person(f"Guest{n}") for n in range(40)]
    for one in crowd:
        padel.admit(one)
    day = poll(ana, padel, "A", "B", "C", "D", "E")
    options = list(day.options.values_list("pk", flat=True))

    def votes_five_times(one, first):
        for number in range(5):
            fresh(day).vote(by=one, options=[options[(first + number) % 5]])

    together(*[lambda one=one, n=n: votes_five_times(one, n) for n, one in enumerate(crowd)])
    assert fresh(day).voter_count == sum(votes(day).values()) == Vote.objects.count() == 40
    assert not broken_laws()


@pytest.mark.django_db(transaction=True)
def test_row_30_one_member_votes_from_twenty_devices(ana):
    everybody()
    day = poll(ana, group("Padel", ana))
    options = list(day.options.values_list("pk", flat=True))
    together(*[lambda n=n: fresh(day).vote(by=ana, options=[options[n % 3]]) for n in range(20)])
    assert fresh(day).voter_count == sum(votes(day).values()) == 1 and not broken_laws()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_and_late_voters_at_once_tell_everybody_once(ana, bruno):
    everybody()
    now = timezone.now()
    padel = group("Padel", ana, bruno)
    polls = [poll(ana, padel, title=f"Day {n}?", closes_at=now + timedelta(hours=1)) for n in range(4)]
    for one in polls:
        one.vote(by=bruno, options=[option(one, "Friday")])
    together(*[lambda: tell_due(now + timedelta(hours=2)) for _ in range(4)])
    tell_due(now + timedelta(hours=2))
    assert Notification.objects.filter(kind="polls.closed").count() == 8


def test_where_the_asker_wants_it_a_household_has_one_vote(ana, bruno, marta, padel):
    live_together(ana, bruno)
    padel.admit(marta)
    by_heads, by_households = poll(bruno, padel), poll(bruno, padel, title="Where?", is_by_household=True)
    for member in (ana, bruno):
        by_heads.vote(by=member, options=[option(by_heads, "Friday")])
    by_households.vote(by=ana, options=[option(by_households, "Friday")])
    with pytest.raises(ValidationError, match="Somebody of your household"):
        by_households.vote(by=bruno, options=[option(by_households, "Sunday")])
    by_households.vote(by=ana, options=[option(by_households, "Saturday")])
    by_households.vote(by=marta, options=[option(by_households, "Sunday")])  # whose household nobody knows
    assert (fresh(by_heads).voter_count, fresh(by_households).voter_count) == (2, 2)
    assert not broken_laws() and not any(law.violations() for law in LAWS if law.id == "V4")


def test_such_a_poll_can_be_asked_for_where_households_are_known_and_says_so(ana, bruno, padel, client_of):
    browser = client_of(ana)
    assert "One vote per household" not in browser.get("/posts/new/?kind=poll").content.decode()
    live_together(ana)
    assert "One vote per household" in browser.get("/posts/new/?kind=poll").content.decode()
    day = poll(bruno, padel, is_by_household=True)
    assert (
        "One vote per household: of verified customers" in browser.get(f"/posts/{day.pk}/").content.decode()
    )


def test_whoever_closes_a_poll_is_not_told_of_it(ana, bruno, marta, padel):
    padel.admit(marta)
    day = poll(bruno, padel)
    for member in (ana, marta):
        day.vote(by=member, options=[option(day, "Friday")])
    day.close(by=marta)
    closed_to = Notification.objects.filter(kind="polls.closed").values_list("member__handle", flat=True)
    assert sorted(closed_to) == ["ana", "bruno"]


def test_nobody_has_won_in_a_tie(ana, bruno, padel):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    day.vote(by=bruno, options=[option(day, "Sunday")])
    day.close(by=bruno)
    assert fresh(day).winner is None


def test_nobody_votes_below_a_post_that_was_hidden(ana, bruno, marta, padel):
    padel.admit(marta)
    day = poll(bruno, padel)
    day.post.hide(by=marta, reason="Rude")
    with pytest.raises(PermissionDenied):
        day.vote(by=ana, options=[option(day, "Friday")])
    assert not Vote.objects.exists()


def test_a_share_is_of_those_who_voted():
    assert [share(count, 3) for count in (0, 1, 2, 3)] == [0, 33, 67, 100] and share(0, 0) == 0
