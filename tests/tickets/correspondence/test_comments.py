"""Answering a mail about a thread: a comment, with the rights of today."""

import pytest

from accounts.mail.incoming import replies
from community.comments.models import Comment
from tests.community.examples import closed, comment, everybody, post
from tests.tickets.correspondence.letters import last_mail, letter, taken_in
from tickets.correspondence import quarantine

pytestmark = pytest.mark.django_db


def test_bruno_answers_below_anas_post(ana, bruno):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    said = post(ana, place)
    mail = taken_in(
        letter(bruno.email, replies.address_for("p", bruno.pk, said.pk), "I come too.\n\n> The pool")
    )
    made = Comment.objects.get()
    assert mail.outcome == "comment" and (made.author, made.body, made.post) == (bruno, "I come too.", said)


def test_bruno_answers_a_comment(ana, bruno):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    below = comment(ana, post(ana, place))
    taken_in(letter(bruno.email, replies.address_for("m", bruno.pk, below.pk), "Right."))
    assert Comment.objects.latest("pk").parent == below


def test_what_a_comment_cannot_hold_is_told_to_its_writer(ana, bruno):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    to = replies.address_for("p", bruno.pk, post(ana, place).pk)
    taken_in(letter(bruno.email, to, "See.", files=[("pool.png", "image/png", b"x")]))
    assert (
        Comment.objects.get().body == "See."
        and "pool.png" in last_mail(bruno, "accounts.answer_not_taken").text
    )


def test_row_23_who_left_the_group_writes_there_no_more_and_is_told(ana, bruno, gema):
    place = closed("Dinners", ana, bruno)
    said = post(ana, place)
    address = replies.address_for("p", bruno.pk, said.pk)
    place.memberships.filter(member=bruno).delete()
    mail = taken_in(letter(bruno.email, address, "I am still here."))
    assert (mail.outcome, mail.reason) == ("quarantine", "no_right") and not Comment.objects.exists()
    assert "I am still here." in last_mail(bruno, "accounts.answer_not_taken").text
    assert not quarantine.visible_to(gema).exists(), (
        "what was meant for the group is no business of the team's"
    )


def test_row_23_who_is_suspended_writes_nowhere(ana, bruno, gema):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    said = post(ana, place)
    bruno.suspend(by=gema, reason="Insults")
    mail = taken_in(letter(bruno.email, replies.address_for("p", bruno.pk, said.pk), "But I."))
    assert mail.outcome == "quarantine" and not Comment.objects.exists()
