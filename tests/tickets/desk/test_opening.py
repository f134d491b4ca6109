"""From a word in the community to exactly one ticket (D-1, D-2; laws I1)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.mail.models import Mail
from community.comments.models import Comment
from community.flags.models import Flag
from community.notifications.models import Notification
from community.posts.models import Post
from tests.parallel import together
from tests.tickets.examples import complaint_of, default_group, group_of, private_complaint_of, team_with
from tickets.desk.laws import broken_chains, complaint_without_ticket, strips_that_lie
from tickets.desk.models import Ticket
from tickets.teams.models import Category, GroupTeam, Team


def kinds_told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_a_complaint_posted_by_ana_opens_her_ticket_at_once(ana):
    ticket = complaint_of(ana, body="Court 2 is flooded again.\n\nThird time.", asks_for="My 12 euros")
    assert (ticket.customer, ticket.state, ticket.channel) == (ana, "received", "post")
    assert ticket.text == "Court 2 is flooded again.\n\nThird time."
    assert ticket.subject == "Court 2 is flooded again."
    assert ticket.asks_for == "My 12 euros"
    assert ticket.team == Team.objects.default()
    assert ticket.promised_at > timezone.now()


def test_ana_gets_reference_and_receipt_and_the_team_hears(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    assert kinds_told(ana) == ["tickets.received"]
    assert kinds_told(sol) == ["tickets.new"]
    mail = Mail.objects.get(to="ana@example.com")
    assert ticket.key in mail.subject
    assert mail.attachments == [{"maker": "tickets.receipt", "id": ticket.pk}]


def test_a_team_without_people_makes_the_manager_hear(ana, gema):
    complaint_of(ana)
    assert kinds_told(gema) == ["tickets.new"]


def test_the_post_shows_what_the_community_may_know(ana):
    ticket = complaint_of(ana)
    post = ticket.post
    assert (post.handling, post.promised_at, post.handling_by) == ("received", ticket.promised_at, None)
    assert strips_that_lie() == 0


def test_bruno_who_flags_anas_story_follows_it_and_the_ticket_is_hers(ana, bruno):
    group = default_group(ana, bruno)
    story = Post.objects.publish(by=ana, group=group, kind="story", body="The showers are cold after eight.")
    made = story.flag(by=bruno).opened
    assert made.customer == ana
    assert made.opened_by == bruno
    assert "tickets.received" in kinds_told(ana)
    assert kinds_told(bruno) == []


def test_a_second_flag_finds_the_same_ticket_and_tells_its_customer(ana, bruno, marta):
    group = default_group(ana, bruno, marta)
    ticket = complaint_of(ana, group)
    assert ticket.post.flag(by=bruno).opened == ticket
    assert ticket.post.flag(by=bruno).opened == ticket
    assert ticket.post.flag(by=marta).opened == ticket
    assert Ticket.objects.count() == 1
    ticket.post.refresh_from_db()
    assert ticket.post.affected == 2
    assert kinds_told(ana).count("tickets.followed") == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_double_clicks_open_one_ticket(ana, bruno, marta):
    group = default_group(ana, bruno, marta)
    story = Post.objects.publish(by=ana, group=group, kind="story", body="The lockers were robbed.")
    people = [ana, bruno, marta] * 7
    made = together(*[lambda who=who: Post.objects.get(pk=story.pk).flag(by=who).opened.pk for who in people])
    assert len(set(made)) == 1
    assert Ticket.objects.count() == 1
    assert Flag.objects.count() == 3
    assert (complaint_without_ticket(), broken_chains()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_keys_stay_gapless_when_many_complain_at_once(ana, bruno, marta):
    group = default_group(ana, bruno, marta)
    said = [(who, f"Court {court} is flooded.") for who in (ana, bruno, marta) for court in (1, 2, 3)]
    together(*[lambda who=who, body=body: complaint_of(who, group, body).key for who, body in said])
    numbers = sorted(int(key.split("-")[2]) for key in Ticket.objects.values_list("key", flat=True))
    assert numbers == list(range(1, 10))


def test_the_legal_clock_starts_when_it_was_said_not_when_it_was_flagged(ana, bruno):
    """L-01."""
    group = default_group(ana, bruno)
    said = timezone.now() - timedelta(days=3)
    story = Post.objects.publish(by=ana, group=group, kind="story", body="Cold showers.", as_of=said)
    comment = Comment.objects.say(
        post=story, by=bruno, body="And the lights are off.", as_of=said + timedelta(hours=1)
    )
    ticket = comment.flag(by=ana).opened
    assert ticket.original_at == comment.created_at
    assert ticket.clocks.get(kind="legal").started_at == comment.created_at
    assert ticket.opened_at > ticket.original_at + timedelta(days=2)
    assert ticket.promised_at > timezone.now(), "a date already gone is not promised: it counts from the flag"


def test_what_staff_wrote_cannot_be_made_a_complaint(ana, sol):
    group = default_group(ana, sol)
    post = Post.objects.publish(by=sol, group=group, kind="story", body="The pool opens at eight.")
    with pytest.raises(PermissionDenied):
        post.flag(by=ana)
    assert not Ticket.objects.exists()


def test_only_staff_makes_a_ticket_and_no_post(ana, bruno):
    default_group(ana, bruno)
    ticket = private_complaint_of(ana, asks_for="38 euros back")
    assert not Post.objects.exists()
    assert (ticket.source, ticket.channel, ticket.customer) == (None, "form", ana)
    assert not Ticket.objects.visible_to(bruno).exists()


@pytest.mark.django_db(transaction=True)
def test_only_staff_sent_twice_is_one_ticket(ana):
    submission = uuid.uuid4()
    made = together(*[lambda: private_complaint_of(ana, submission=submission).pk for _ in range(10)])
    assert len(set(made)) == 1
    assert Ticket.objects.count() == 1


def test_only_staff_is_written_no_faster_than_a_person_writes_and_never_the_same_twice(ana, bruno, client_of):
    """The desk is not flooded, and whoever goes back to a form that was sent opens nothing new."""
    default_group(ana)
    private_complaint_of(ana, "Charged twice.")
    with pytest.raises(ValidationError, match="among your requests"):
        private_complaint_of(ana, "Charged twice.", as_of=None)
    private_complaint_of(bruno, "Charged twice.", as_of=None)
    for number in range(9):
        private_complaint_of(ana, f"Number {number}", as_of=None)
    form = {"submission": uuid.uuid4(), "kind": "complaint", "audience": "staff", "body": "One more of mine"}
    page = client_of(ana).post("/posts/new/", form)
    assert page.status_code == 422
    assert "faster than we can read" in page.content.decode() and "One more of mine" in page.content.decode()
    assert Ticket.objects.filter(customer=ana).count() == 10
    later = timezone.now() - timedelta(minutes=11)
    Ticket.objects.filter(customer=ana).update(opened_at=later)
    assert client_of(ana).post("/posts/new/", form).status_code == 302


def test_me_too_opens_brunos_own_ticket_linked_to_the_first(ana, bruno):
    group = default_group(ana, bruno)
    first = complaint_of(ana, group)
    mine = first.post.say_me_too(
        by=bruno, text="Mine too, court 3.", text_html="<p>Mine too, court 3.</p>"
    ).opened
    again = first.post.say_me_too(by=bruno).opened
    assert (mine.customer, mine.first, mine.post) == (bruno, first, None)
    assert again == mine
    assert mine.key != first.key
    assert Ticket.objects.count() == 2


def test_follow_opens_nothing(ana, bruno):
    group = default_group(ana, bruno)
    first = complaint_of(ana, group)
    first.post.follow(by=bruno)
    assert Ticket.objects.count() == 1


def test_a_complaint_without_its_ticket_is_not_kept(ana, monkeypatch):
    """The flag, the post and the ticket are one transaction."""
    group = default_group(ana)

    def broken(*args, **kwargs):
        raise RuntimeError("the desk fell over")

    monkeypatch.setattr("tickets.desk.opening.next_number", broken)
    with pytest.raises(RuntimeError):
        Post.objects.publish(by=ana, group=group, kind="complaint", body="Lost?")
    assert not Post.objects.exists()
    assert not Flag.objects.exists()


def test_the_category_decides_the_team_before_the_group_does(ana, db):
    courts, fees = Team.objects.create(name="Courts"), Team.objects.create(name="Fees")
    group = group_of(ana)
    GroupTeam.objects.create(group=group, team=courts)
    category = Category.objects.create(name="Fees", team=fees)
    assert complaint_of(ana, group).team == courts
    assert Team.objects.answering(category=category, group=group) == fees
    assert Team.objects.answering() == Team.objects.default()


def test_the_ticket_keeps_its_own_copy_when_the_post_is_taken_back(ana):
    ticket = complaint_of(ana, body="Court 2 is flooded.")
    ticket.post.delete(by=ana)
    ticket.refresh_from_db()
    assert ticket.text == "Court 2 is flooded."
    assert ticket.is_open
    assert (complaint_without_ticket(), strips_that_lie()) == (0, 0)
