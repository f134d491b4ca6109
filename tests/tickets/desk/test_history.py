"""History that nobody can rewrite (L-17, D-7, law I10)."""

from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.tickets.examples import complaint_of, default_group, team_with
from tickets.desk.history import TicketEvent, TicketEventPayload, broken_links
from tickets.desk.laws import broken_chains, history_gaps, unrecorded_acts


@pytest.fixture
def ticket(ana, sol):
    default_group(ana)
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.assign(to=sol, by=sol)
    ticket.answer_publicly(by=sol, body="Today.")
    ticket.note(by=sol, body="Call the plumber.")
    ticket.solve(by=sol, note="Done.")
    ticket.confirm(by=ana)
    return ticket


def test_every_act_leaves_a_row_in_an_unbroken_chain(ticket):
    kinds = list(ticket.events.values_list("kind", flat=True))
    assert kinds == ["opened", "assigned", "public_answer", "note", "solved", "confirmed"]
    assert broken_links(ticket) == 0
    assert (broken_chains(), history_gaps(), unrecorded_acts()) == (0, 0, 0)


def test_an_act_told_in_the_centres_zone_fits_the_chain_too(ticket):
    """The demo's history is told in local time; the table gives it back in UTC."""
    ticket.reopen(by=ticket.customer, as_of=timezone.localtime(timezone.now(), ZoneInfo("Europe/Madrid")))
    assert broken_links(ticket) == 0


@pytest.mark.parametrize(
    "forge",
    [
        lambda event: TicketEvent.objects.filter(pk=event.pk).update(kind="nothing"),
        lambda event: TicketEvent.objects.filter(pk=event.pk).delete(),
        lambda event: TicketEvent.objects.filter(pk=event.pk).update(actor=None, kind="nothing"),
    ],
)
def test_the_database_refuses_to_rewrite_history(ticket, forge):
    with pytest.raises(DatabaseError), transaction.atomic():
        forge(ticket.events.first())


def test_a_changed_payload_is_found(ticket):
    event = ticket.events.get(kind="note")
    TicketEventPayload.objects.filter(event=event).update(payload={"reply": 1, "text": "I said nothing."})
    assert broken_links(ticket) == 1
    assert broken_chains() == 1


def test_erasing_words_leaves_the_chain_whole(ticket):
    TicketEventPayload.objects.filter(event__ticket=ticket).update(payload=None, salt="")
    assert broken_links(ticket) == 0


def test_erasing_a_person_empties_the_name_and_nothing_else(ticket, sol):
    ticket.events.filter(actor=sol).update(actor=None)
    assert broken_links(ticket) == 0
