"""The states of a ticket and the ways between them (D-5; L-07, L-09)."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail.models import Mail
from community.notifications.models import Notification
from tests.tickets.examples import complaint_of, default_group, private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible, State, check_way
from tickets.desk.sweeping import lapse_due

ALLOWED = {
    ("received", "in_progress"), ("received", "not_accepted"), ("received", "withdrawn"),
    ("in_progress", "waiting"), ("in_progress", "solved"), ("in_progress", "not_accepted"),
    ("in_progress", "withdrawn"),
    ("waiting", "in_progress"), ("waiting", "solved"), ("waiting", "not_accepted"), ("waiting", "withdrawn"),
    ("waiting", "lapsed"),
    ("solved", "in_progress"), ("not_accepted", "in_progress"), ("withdrawn", "in_progress"), ("lapsed", "in_progress"),
}  # fmt: skip


@pytest.mark.parametrize(("here", "there"), list(itertools.product(State.values, State.values)))
def test_the_table_knows_these_ways_and_no_other(here, there):
    if (here, there) in ALLOWED:
        check_way(here, there)
    else:
        with pytest.raises(NotPossible):
            check_way(here, there)


def test_solving_publishes_the_closing_note_and_asks_ana(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.solve(by=sol, note="The drain was blocked; it is cleaned every week now.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.confirmed_at) == ("solved", None)
    assert ticket.closed_at
    assert ticket.post.comments.get().official_at
    assert not ticket.clocks.filter(stopped_at=None).exists()
    assert Mail.objects.filter(kind="tickets.solved", to=ana.email).count() == 1


def test_followers_hear_that_it_was_solved(ana, bruno, sol):
    default_group(ana, bruno)
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.post.follow(by=bruno)
    ticket.solve(by=sol, note="Done.")
    assert Notification.objects.filter(member=bruno, kind="tickets.solved_in_public").count() == 1


def test_a_private_request_is_solved_in_private(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    ticket.solve(by=sol, note="Paid back today.")
    assert ticket.replies.get().body == "Paid back today."


def test_ana_confirms_and_the_date_is_kept(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.solve(by=sol, note="Done.")
    ticket.confirm(by=ana)
    first = ticket.confirmed_at
    ticket.confirm(by=ana)
    assert ticket.confirmed_at == first
    ticket.post.refresh_from_db()
    assert ticket.post.confirmed_at == first


def test_not_solved_opens_it_again_with_new_clocks_and_a_new_date(ana, sol):
    team_with(sol)
    now = timezone.now()
    ticket = complaint_of(ana, as_of=now - timedelta(days=5))
    ticket.solve(by=sol, note="Done.", as_of=now - timedelta(days=4))
    ticket.reopen(by=ana, reason="It is flooded again.", as_of=now)
    assert (ticket.state, ticket.closed_at, ticket.confirmed_at) == ("in_progress", None, None)
    assert ticket.promised_at > now
    assert ticket.clocks.filter(kind="resolution", stopped_at=None).count() == 1
    assert ticket.clocks.filter(kind="resolution").count() == 2, "the old one stays as history"
    assert ticket.replies.get(from_customer=True).body == "It is flooded again."


def test_after_thirty_days_it_stays_closed(ana, sol):
    team_with(sol)
    now = timezone.now()
    ticket = complaint_of(ana)
    ticket.solve(by=sol, note="Done.", as_of=now)
    with pytest.raises(NotPossible):
        ticket.reopen(by=ana, as_of=now + timedelta(days=30, minutes=1))


def test_only_what_is_solved_can_be_confirmed(ana):
    ticket = complaint_of(ana)
    with pytest.raises(NotPossible):
        ticket.confirm(by=ana)


def test_a_refusal_carries_its_reason_and_the_bodies_outside(ana, sol):
    """L-09: always, and never a link to the platform that was closed."""
    Brand(name="Club", adr_text="The arbitration board of La Rioja.").save()
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.refuse(by=sol, reason="Article 14 pays back single months only.")
    reply = ticket.replies.get()
    assert "Article 14" in reply.body
    assert "arbitration board of La Rioja" in reply.body
    assert "ec.europa.eu" not in reply.body
    assert ticket.state == "not_accepted"


def test_waiting_gives_at_least_ten_business_days(ana, sol):
    """From Monday 5 October 2026, with the holiday of the 12th between, the tenth is Tuesday 20."""
    team_with(sol)
    asked = datetime(2026, 10, 5, 9, tzinfo=UTC)
    ticket = complaint_of(ana, as_of=asked - timedelta(hours=1))
    with pytest.raises(NotPossible):
        ticket.wait_for_customer(by=sol, missing="A photo", until=date(2026, 10, 19), as_of=asked)
    ticket.wait_for_customer(by=sol, missing="A photo", as_of=asked)
    assert (ticket.waiting_until, ticket.waiting_for) == (date(2026, 10, 20), "A photo")


def test_nothing_ends_by_time_but_a_wait_that_was_reminded(ana, bruno, sol):
    """L-07: years pass, and only the one that waited, and was reminded, lapses."""
    default_group(ana, bruno)
    team_with(sol)
    waits, open_one = complaint_of(ana), complaint_of(bruno)
    waits.wait_for_customer(by=sol, missing="A photo")
    after = timezone.now() + timedelta(days=400)
    assert lapse_due(after) == 0, "the first sweep reminds"
    waits.refresh_from_db()
    assert waits.state == "waiting"
    assert waits.waiting_reminded_at == after
    assert lapse_due(after + timedelta(hours=1)) == 0, "and leaves a day to answer"
    assert lapse_due(after + timedelta(days=2)) == 1
    waits.refresh_from_db()
    open_one.refresh_from_db()
    assert (waits.state, open_one.state) == ("lapsed", "received")
    waits.reopen(by=ana, as_of=after + timedelta(days=3))
    assert waits.state == "in_progress"


def test_who_writes_in_the_last_moment_keeps_nobody_else_waiting(ana, bruno, sol, monkeypatch):
    default_group(ana, bruno)
    team_with(sol)
    first, second = complaint_of(ana), complaint_of(bruno)
    for ticket in (first, second):
        ticket.wait_for_customer(by=sol, missing="A photo")
    after = timezone.now() + timedelta(days=400)
    lapse_due(after)
    lapse = Ticket.lapse

    def lapse_after_words(ticket, *, as_of):
        if ticket.pk == first.pk:
            Ticket.objects.get(pk=first.pk).write(by=ana, body="Here it is.", as_of=as_of)
        return lapse(ticket, as_of=as_of)

    monkeypatch.setattr(Ticket, "lapse", lapse_after_words)
    assert lapse_due(after + timedelta(days=2)) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("in_progress", "lapsed")


def test_the_reminder_of_a_wait_goes_out_once(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.wait_for_customer(by=sol, missing="A photo")
    soon = timezone.now() + timedelta(days=300)
    lapse_due(soon)
    lapse_due(soon)
    assert Mail.objects.filter(kind="tickets.waiting_reminder").count() == 1


def test_ana_withdraws_and_sol_hears(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.withdraw(by=ana)
    ticket.withdraw(by=ana)
    assert ticket.state == "withdrawn"
    assert Notification.objects.filter(member=sol, kind="tickets.withdrawn").count() == 1


def test_a_later_date_needs_a_reason_that_ana_reads(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    later = ticket.promised_at + timedelta(days=3)
    with pytest.raises(NotPossible):
        ticket.promise(later, by=sol)
    ticket.promise(later, by=sol, reason="The part comes on Thursday.")
    assert (ticket.promised_at, ticket.promise_reason) == (later, "The part comes on Thursday.")
    assert "The part comes on Thursday." in Mail.objects.get(kind="tickets.promised").text


def test_the_promise_does_not_move_when_the_priority_does(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    promised = ticket.promised_at
    ticket.prioritise("urgent", by=sol)
    ticket.refresh_from_db()
    assert ticket.promised_at == promised


def test_a_ticket_is_given_to_nobody_who_could_not_read_it(ana, sol, gema):
    ticket = complaint_of(ana)
    with pytest.raises(NotPossible):
        ticket.assign(to=sol, by=gema)
    team_with(sol)
    ticket.assign(to=sol, by=gema)
    assert ticket.assignee == sol
    ticket.move_to(type(ticket.team).objects.create(name="Elsewhere"), by=gema)
    assert ticket.assignee is None


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "solved", "closed_at": None},
        {"state": "waiting", "waiting_until": None},
        {"confirmed_at": timezone.now()},
    ],
)
def test_the_database_refuses_states_that_cannot_be(ana, nonsense):
    ticket = complaint_of(ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(**nonsense)
