"""The counter: telephone, counter and letter are doors as good as the site (L-11)."""

import re
import uuid

import pytest

from accounts.mail.models import Mail
from accounts.members.models import Member
from tests import cast
from tests.tickets.examples import complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team

pytestmark = pytest.mark.django_db
ADD = "/admin/tickets/ticket/add/"


def said(**fields) -> dict:
    return {
        "person": "new", "name": "Nuria Peña", "email": "", "phone": "", "membership_number": "",
        "channel": "telephone", "text": "The gate hit my car.", "asks_for": "The repair", "kind": "claim",
        "category": "", "experienced_on": "2026-11-02", "language": "es",
        "answer_by": "telephone", "submission": str(uuid.uuid4()),
    } | fields  # fmt: skip


@pytest.fixture
def desk(sol, client_of):
    team_with(sol)
    return client_of(sol)


def test_sol_takes_down_a_call_of_somebody_new(desk, sol):
    answer = desk.post(ADD, said(phone="600 111 222"))
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/admin/tickets/ticket/{ticket.pk}/slip/"
    person = ticket.customer
    assert (person.name, person.phone, person.email, person.joined_at) == (
        "Nuria Peña",
        "600 111 222",
        None,
        None,
    )
    assert (ticket.channel, ticket.kind, ticket.answer_by, ticket.opened_by) == (
        "telephone",
        "claim",
        "telephone",
        sol,
    )
    assert (ticket.asks_for, str(ticket.experienced_on), ticket.language) == (
        "The repair",
        "2026-11-02",
        "es",
    )
    assert ticket.promised_at and ticket.clocks.exists() and not Mail.objects.exists()


def test_the_slip_says_the_key_large_spelt_and_as_a_code(desk):
    page = desk.get(desk.post(ADD, said()).headers["Location"]).content.decode()
    key = Ticket.objects.get().key
    assert re.search(rf'<h1 class="slip-key">{key}</h1>', page) and " ".join(key) in page
    assert "data:image/svg+xml;base64," in page and "on paper" in page


def test_the_receipt_can_be_printed_at_once(desk):
    desk.post(ADD, said())
    paper = desk.get(f"/admin/tickets/ticket/{Ticket.objects.get().pk}/receipt.pdf")
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_who_has_an_address_gets_the_receipt_there(desk):
    desk.post(ADD, said(email="Nuria@example.org"))
    assert Mail.objects.get().to == "nuria@example.org"


def test_ana_is_found_by_name_address_number_and_telephone(desk, ana):
    Member.objects.filter(pk=ana.pk).update(membership_number="4711", phone="600111222", name="Ana Ruíz")
    for words in ("ana", "ruiz", "ANA RUI", "ana@exam", "4711", "600 111 222"):
        page = desk.get(ADD, {"q": words}).content.decode()
        assert f'value="{ana.pk}"' in page and "4711" in page, words
    assert f'value="{ana.pk}"' not in desk.get(ADD, {"q": "bruno"}).content.decode()


def test_whoever_is_looked_for_by_their_name_is_chosen_and_what_happened_comes_next(desk, ana):
    cast.person("Hugo Santana"), cast.person("José-Luis Coll")
    page = desk.get(ADD, {"q": "ana"}).text
    assert "Santana" not in page and re.search(rf'value="{ana.pk}"[^>]* checked', page)
    assert re.search(r'<textarea name="text"[^>]* autofocus', page)
    assert "José-Luis" in desk.get(ADD, {"q": "luis"}).text


def test_a_call_of_ana_is_hers(desk, ana):
    desk.post(f"{ADD}?q=ana", said(person=str(ana.pk), name=""))
    assert Ticket.objects.get().customer == ana and Mail.objects.get().to == ana.email


def test_somebody_new_who_resembles_ana_is_asked_for(desk, ana):
    answer = desk.post(ADD, said(name="ana ruiz"))
    page = answer.content.decode()
    assert answer.status_code == 422 and f'value="{ana.pk}"' in page and "The gate hit my car." in page
    assert desk.post(ADD, said(name="ana ruiz", is_new="on")).status_code == 302
    assert Member.objects.filter(name__iexact="ana ruiz").count() == 2


def test_an_address_that_is_anas_makes_nobody_new(desk, ana):
    answer = desk.post(ADD, said(email=ana.email, is_new="on"))
    assert answer.status_code == 422 and not Ticket.objects.exists() and Member.objects.count() == 2


def test_sent_twice_it_is_one(desk):
    form = said()
    first, second = desk.post(ADD, form), desk.post(ADD, form)
    assert first.headers["Location"] == second.headers["Location"] and Ticket.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"name": ""}, {"channel": "chat"}, {"experienced_on": "2999-01-01"}, {"person": "999999"},
     {"submission": "x"}, {"email": "no"}, {"answer_by": "mail"}, {"text": "[" * 2000}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, wrong):
    answer = desk.post(ADD, said(asks_for="The repair of it") | wrong)
    assert answer.status_code == 422 and "The repair of it" in answer.content.decode()
    assert not Ticket.objects.exists() and Member.objects.count() == 1


def test_the_category_names_the_team_and_sol_still_has_the_slip(desk, sol):
    legal = Team.objects.create(name="Legal")
    category = Category.objects.create(name="Damage", team=legal)
    page = desk.post(ADD, said(category=str(category.pk)), follow=True).content.decode()
    ticket = Ticket.objects.get()
    assert ticket.team == legal and ticket.key in page and "change/" not in page.split("<main")[1]


def test_customers_and_other_teams_have_no_slip(desk, ana, client_of):
    desk.post(ADD, said())
    path = f"/admin/tickets/ticket/{Ticket.objects.get().pk}/slip/"
    other = cast.person("Otto Lang", role=Member.Role.AGENT)
    assert client_of(other).get(path).status_code == 404
    assert client_of(ana).get(path).status_code == 302 and client_of(ana).get(ADD).status_code == 302
    complaint = complaint_of(ana)
    assert client_of(other).get(f"/admin/tickets/ticket/{complaint.pk}/receipt.pdf").status_code == 404
