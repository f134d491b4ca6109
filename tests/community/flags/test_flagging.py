"""Flagging: "this is a complaint". One ticket however many people say so, however often."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts import invariants
from community.flags.models import Flag
from community.flags.signals import NobodyAnswered, complaint_for_staff, flag_raised
from community.posts.models import Post
from community.posts.staff_only import complain_to_staff
from tests.cast import person
from tests.community.examples import closed, comment, everybody, group, post, secret
from tests.community.threads import at_once
from tickets.desk.models import Ticket


@pytest.fixture
def padel(ana, bruno, sol):
    return group("Padel", ana, bruno, sol)


def laws() -> dict[str, int]:
    return {
        law.sentence: law.violations() for law in invariants.LAWS if law.id in ("I1", "I8", "C1", "C2", "C3")
    }


def test_the_first_flag_opens_the_ticket_and_the_second_finds_it(ana, bruno, padel):
    said = post(ana, padel, "The showers are cold.")
    first, second = said.flag(by=bruno), said.flag(by=ana)
    assert first.opened == second.opened
    assert Ticket.objects.count() == 1 and Ticket.objects.get().customer == ana
    assert not any(laws().values()), laws()


def test_the_clock_starts_when_it_was_said_not_when_it_was_flagged(ana, bruno, padel):
    """L-01."""
    said = post(ana, padel, "The showers are cold.")
    Post.objects.filter(pk=said.pk).update(created_at=said.created_at.replace(year=2025))
    said.refresh_from_db()
    assert said.flag(by=bruno).opened.original_at == said.created_at


def test_others_who_flag_are_counted_and_the_author_is_not(ana, bruno, marta, padel):
    padel.admit(marta)
    said = post(ana, padel)
    for member in (ana, bruno, marta, bruno):
        said.flag(by=member)
    assert Post.objects.get(pk=said.pk).affected == 2


def test_following_opens_nothing_and_may_become_a_flag(ana, bruno, padel):
    said = post(ana, padel)
    said.follow(by=bruno)
    said.follow(by=bruno)
    assert not Ticket.objects.exists() and said.followed_by(bruno)
    said.flag(by=bruno)
    assert Flag.objects.count() == 1 and not Flag.objects.get().only_follows
    said.unfollow(by=bruno)
    assert said.followed_by(bruno)  # who is affected stays on the list
    assert not any(laws().values()), laws()


def test_what_staff_wrote_cannot_be_flagged(ana, sol, padel):
    said = post(sol, padel, "We close on Monday.")
    answered = comment(sol, post(ana, padel))
    for written in (said, answered):
        assert not written.flaggable_by(ana)
        with pytest.raises(PermissionDenied):
            written.flag(by=ana)
    assert not Ticket.objects.exists() and not Flag.objects.exists()


def test_what_is_hidden_or_gone_cannot_be_flagged(ana, bruno, gema, padel):
    hidden, gone = post(ana, padel), post(ana, padel)
    hidden.hide(by=gema, reason="a rule")
    gone.delete(by=ana)
    for said in (hidden, gone):
        with pytest.raises(PermissionDenied):
            said.flag(by=ana)


def test_bruno_cannot_flag_what_he_cannot_see(ana, bruno):
    said = post(ana, closed("Board", ana))
    with pytest.raises(PermissionDenied):
        said.flag(by=bruno)
    assert not Flag.objects.exists()


def test_a_comment_is_flagged_like_a_post(ana, bruno, padel):
    said = comment(ana, post(bruno, padel), "And my locker was broken open.")
    ticket = said.flag(by=bruno).opened
    assert ticket.customer == ana and ticket.comment == said
    said.refresh_from_db()
    assert said.handling == "received" and said.affected == 1


def test_without_a_ticket_there_is_no_flag_and_no_complaint(ana, padel, monkeypatch):
    monkeypatch.setattr(flag_raised, "receivers", [])
    monkeypatch.setattr(complaint_for_staff, "receivers", [])
    flag_raised.sender_receivers_cache.clear()
    said = post(ana, padel)
    with pytest.raises(NobodyAnswered):
        said.flag(by=ana)
    with pytest.raises(NobodyAnswered):
        post(ana, padel, "The showers are cold.", kind="complaint")
    with pytest.raises(NobodyAnswered):
        complain_to_staff(by=ana, body="In private.")
    assert not Flag.objects.exists() and Post.objects.count() == 1


def test_a_receiver_that_fails_undoes_the_flag(ana, padel):
    said = post(ana, padel)

    def fail(sender, **kwargs):
        raise RuntimeError("no")

    flag_raised.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            said.flag(by=ana)
    finally:
        flag_raised.disconnect(fail)
    assert not Flag.objects.exists() and not Ticket.objects.exists()


def test_me_too_opens_one_s_own_ticket_once(ana, bruno, padel):
    said = post(ana, padel, "The showers are cold.", kind="complaint")
    mine = said.say_me_too(by=bruno, text="Mine as well.", text_html="<p>Mine as well.</p>").opened
    assert said.say_me_too(by=bruno).opened == mine
    assert mine.customer == bruno and mine.first == said.opened and mine != said.opened
    assert Post.objects.get(pk=said.pk).affected == 1
    assert not any(laws().values()), laws()


def test_me_too_is_for_other_customers_of_an_open_case(ana, bruno, sol, padel):
    story, complaint = post(ana, padel), post(ana, padel, kind="complaint")
    assert not story.shared_by(bruno)
    assert not complaint.shared_by(ana) and not complaint.shared_by(sol)
    assert complaint.shared_by(bruno)
    complaint.show_handling(state="solved")
    assert not complaint.shared_by(bruno)


def test_only_staff_makes_a_ticket_and_no_post(ana):
    everybody().admit(ana)
    ticket = complain_to_staff(by=ana, body="The *trainer* shouts.", asks_for="Another one")
    assert not Post.objects.exists()
    assert ticket.customer == ana and ticket.post is None and "<em>trainer</em>" in ticket.text_html


def test_the_strip_moves_only_when_it_says_something_new(ana, padel):
    said = post(ana, padel, kind="complaint")
    said.refresh_from_db()
    version = said.version
    said.show_handling(state=said.handling, promised_at=said.promised_at)
    said.refresh_from_db()
    assert said.version == version
    said.show_handling(state="in_progress")
    assert said.version == version + 1


def test_an_answer_that_was_given_is_never_taken_back(ana, sol, padel):
    said = post(ana, padel, kind="question")
    comment(sol, said, "At eight.")
    said.refresh_from_db()
    at = said.answered_at
    assert at
    said.show_handling(answered_at=None, state="received")
    assert said.answered_at == at


@pytest.mark.django_db(transaction=True)
def test_row_29_twenty_flags_at_once_open_one_ticket(ana, bruno):
    padel = group("Padel", ana, bruno)
    crowd = [bruno, *(person(f"Member {number}", handle=f"member{number}") for number in range(4))]
    for member in crowd:
        padel.admit(member)
    said = post(ana, padel, "The showers are cold.")
    results = at_once(
        [lambda by=member: Post.objects.get(pk=said.pk).flag(by=by).opened.pk for member in crowd * 4]
    )
    assert len(set(results)) == 1 and len(results) == 20
    assert Ticket.objects.count() == 1 and Flag.objects.count() == 5
    assert Post.objects.get(pk=said.pk).affected == 5
    assert not any(laws().values()), laws()
    connection.close()


def test_row_13_a_secret_post_cannot_be_flagged_and_answers_like_none(ana, bruno, client_of):
    said = post(ana, secret("Surprise", ana))
    browser = client_of(bruno)
    for act in (
        "complaint",
        "me-too",
        "follow",
        "follow/remove",
        "reaction",
        "pin",
        "closing",
        "removal",
        "comments",
    ):
        real, never = browser.post(f"/posts/{said.pk}/{act}/"), browser.post(f"/posts/987654/{act}/")
        assert (real.status_code, never.status_code) == (404, 404), act
