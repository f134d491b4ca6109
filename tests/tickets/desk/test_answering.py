"""What is said on a ticket, and who reads it (D-4; rows 3, 15)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.mail.models import Mail
from community.comments.models import Comment
from community.notifications.models import Notification
from community.posts.models import Post
from tests.parallel import together
from tests.tickets.examples import complaint_of, default_group, group_of, private_complaint_of, team_with
from tickets.desk.answering import SomethingNew
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply
from tickets.desk.states import NotPossible

CANARY = "the-plumber-drinks-4711"


def told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_sols_public_answer_is_an_official_comment_and_stops_the_clock(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    comment = ticket.answer_publicly(by=sol, body="You are right. The plumber comes today.")
    assert comment.official_at
    assert comment.post == ticket.post
    ticket.refresh_from_db()
    assert ticket.state == "in_progress"
    assert ticket.clocks.get(kind="first_answer").stopped_at
    assert told(ana)[-1] == "tickets.answered_publicly"
    assert Mail.objects.filter(to=ana.email, kind="tickets.answered_publicly").count() == 1
    ticket.post.refresh_from_db()
    assert (ticket.post.handling, ticket.post.answered_at is not None) == ("in_progress", True)


def test_an_answer_to_a_flagged_comment_stands_below_it(ana, bruno, sol):
    group = default_group(ana, bruno)
    team_with(sol)
    story = Post.objects.publish(by=ana, group=group, kind="story", body="Fine day.")
    complaint = Comment.objects.say(post=story, by=bruno, body="Not in the changing room, it was robbed.")
    ticket = complaint.flag(by=bruno).opened
    answer = ticket.answer_publicly(by=sol, body="We are sorry. New locks on Friday.")
    assert answer.parent == complaint
    complaint.refresh_from_db()
    assert complaint.handling == "in_progress"


def test_a_reply_reaches_ana_and_nobody_else(ana, bruno, sol):
    group = default_group(ana, bruno)
    team_with(sol)
    ticket = complaint_of(ana, group)
    ticket.post.flag(by=bruno)
    reply = ticket.reply(by=sol, body=f"Send me the list. {CANARY}")
    assert list(Reply.objects.visible_to(ana)) == [reply]
    assert list(Reply.objects.visible_to(bruno)) == []
    assert told(bruno) == []
    assert not Mail.objects.filter(to=bruno.email, text__contains=CANARY).exists()
    assert Mail.objects.get(to=ana.email, kind="tickets.replied").text.count(CANARY) == 1


def test_a_note_is_felt_by_nobody_outside(ana, bruno, sol):
    """Row 3: an internal note is the newest thing there is, and every outside view is as before."""
    group = default_group(ana, bruno)
    team_with(sol)
    ticket = complaint_of(ana, group)
    before = Ticket.objects.values("shown_version", "state", "last_message_at", "answered_at").get(
        pk=ticket.pk
    )
    post_before = Post.objects.values().get(pk=ticket.post_id)
    ticket.note(by=sol, body=CANARY)
    assert Ticket.objects.values(*before).get(pk=ticket.pk) == before
    assert Post.objects.values().get(pk=ticket.post_id) == post_before
    assert list(Reply.objects.visible_to(ana)) == []
    assert not Mail.objects.filter(text__contains=CANARY).exists()
    assert not ticket.clocks.get(kind="first_answer").stopped_at, "a note answers nobody"


def test_the_same_form_sent_ten_times_is_one_reply(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    submission = uuid.uuid4()
    sent = [ticket.reply(by=sol, body="Done.", submission=submission) for _ in range(10)]
    assert len({reply.pk for reply in sent}) == 1
    assert Mail.objects.filter(kind="tickets.replied").count() == 1


@pytest.mark.django_db(transaction=True)
def test_double_taps_at_the_very_same_moment_are_one_answer(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    submission = uuid.uuid4()

    def send():
        return (
            Ticket.objects.get(pk=ticket.pk).answer_publicly(by=sol, body="Done.", submission=submission).pk
        )

    assert len(set(together(*[send] * 6))) == 1
    assert Comment.objects.count() == 1
    assert Mail.objects.filter(kind="tickets.answered_publicly").count() == 1
    assert ticket.events.filter(kind="public_answer").count() == 1


def test_an_answer_is_held_when_ana_wrote_meanwhile(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    seen = ticket.version
    Comment.objects.say(post=ticket.post, by=ana, body="Forget it, it is dry now.")
    with pytest.raises(SomethingNew):
        Ticket.objects.get(pk=ticket.pk).answer_publicly(
            by=sol, body="The plumber comes on Friday.", seen=seen
        )
    assert not Comment.objects.filter(official_at__isnull=False).exists()


def test_brunos_comment_is_news_to_the_writer_but_starts_no_clock(ana, bruno, sol):
    group = default_group(ana, bruno)
    team_with(sol)
    ticket = complaint_of(ana, group)
    ticket.answer_publicly(by=sol, body="Today.")
    seen = ticket.version
    Comment.objects.say(post=ticket.post, by=bruno, body="About time.")
    ticket.refresh_from_db()
    assert ticket.version > seen
    assert not ticket.clocks.filter(kind="next_answer").exists()


def test_anas_comment_below_her_complaint_starts_the_next_answer_clock(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.answer_publicly(by=sol, body="Today.")
    Comment.objects.say(post=ticket.post, by=ana, body="And my 12 euros?")
    assert ticket.clocks.filter(kind="next_answer", stopped_at=None).count() == 1
    assert told(sol)[-1] == "tickets.customer_wrote"


def test_sol_of_another_team_can_neither_see_nor_answer(ana, sol):
    ticket = complaint_of(ana, group_of(ana, joining="request"))
    assert not Ticket.objects.visible_to(sol).exists()
    with pytest.raises(PermissionDenied):
        ticket.answer_publicly(by=sol, body="Hello?")


def test_a_ticket_opens_its_thread_to_the_team_and_nothing_else_in_the_group(ana, sol):
    """D-3."""
    group = group_of(ana, joining="request")
    other = Post.objects.publish(by=ana, group=group, kind="story", body="Birthday party on Sunday.")
    team_with(sol)
    ticket = complaint_of(ana, group)
    assert set(Post.objects.visible_to(sol)) == {ticket.post}
    assert not Post.objects.visible_to(sol).filter(pk=other.pk).exists()
    ticket.move_to(type(ticket.team).objects.create(name="Elsewhere"), by=sol)
    assert not Post.objects.visible_to(sol).exists()


def test_taken_out_of_sight_the_request_goes_on_in_private(ana, bruno, sol):
    group = default_group(ana, bruno)
    team_with(sol)
    ticket = complaint_of(ana, group)
    ticket.show_to("staff", by=ana)
    assert not Post.objects.visible_to(bruno).exists()
    with pytest.raises(NotPossible):
        ticket.answer_publicly(by=sol, body="In public?")
    ticket.reply(by=sol, body="In private.")
    ticket.show_to("group", by=ana)
    assert Post.objects.visible_to(bruno).exists()
    with pytest.raises(NotPossible):
        ticket.show_to("group", by=bruno)


def test_what_a_moderator_hid_does_not_come_back_by_the_customers_switch(ana, marta, bruno):
    group = default_group(ana, marta, bruno)
    ticket = complaint_of(ana, group)
    ticket.post.hide(by=marta, reason="Shows a telephone number")
    ticket.refresh_from_db()
    ticket.show_to("group", by=ana)
    assert not Post.objects.visible_to(bruno).exists()
    ticket.refresh_from_db()
    assert ticket.is_open, "hiding the post does not touch the ticket"


def test_ana_writes_and_a_request_that_waited_for_her_goes_on(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    ticket.wait_for_customer(by=sol, missing="The number of the receipt")
    assert ticket.clocks.get(kind="resolution").paused_at
    ticket.write(by=ana, body="It is 4711.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiting_until) == ("in_progress", None)
    assert not ticket.clocks.get(kind="resolution").paused_at


def test_ana_may_write_again_within_thirty_days_of_the_end_and_not_later(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    now = timezone.now()
    ticket.solve(by=sol, note="Paid back.", as_of=now)
    ticket.write(by=ana, body="It has not arrived.", as_of=now + timedelta(days=29))
    assert ticket.state == "in_progress"
    ticket.solve(by=sol, note="Now.", as_of=now + timedelta(days=29, hours=1))
    with pytest.raises(NotPossible):
        ticket.write(by=ana, body="Hello?", as_of=now + timedelta(days=60))
