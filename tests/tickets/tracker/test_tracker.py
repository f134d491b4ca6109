"""Following a request without signing in (L-03): state, next step and date, never a word more."""

import pytest

from tests.tickets.examples import complaint_of, default_group, private_complaint_of, team_with

SECRET = "the-plumber-drinks-4711"


@pytest.fixture
def ticket(ana, sol):
    team_with(sol)
    return complaint_of(ana, default_group(ana), body=f"Court 2 is flooded. {SECRET}")


def ask(client, key, email):
    return client.post("/track/", {"key": key, "email": email})


def test_reference_and_mail_show_how_it_goes_and_nothing_else(ticket, ana, sol, client_of):
    ticket.answer_publicly(by=sol, body=f"Today. {SECRET}")
    page = ask(client_of(), ticket.key.lower(), " ANA@example.com ").content.decode()
    assert "In progress" in page
    assert "A person is working on it." in page
    assert "Date promised" in page
    for hidden in (SECRET, ana.name, sol.name, ticket.subject):
        assert hidden not in page


def test_what_ana_confirmed_is_not_asked_of_her_again(ticket, ana, sol, client_of):
    ticket.solve(by=sol, note="Drained.")
    assert "open it again within thirty days" in ask(client_of(), ticket.key, ana.email).text
    ticket.confirm(by=ana)
    page = ask(client_of(), ticket.key, ana.email).text
    assert "You confirmed that it is solved." in page and "open it again" not in page


def test_every_wrong_pair_gets_the_same_neutral_answer(ticket, bruno, client_of):
    theirs = private_complaint_of(bruno)
    answers = [
        ask(client_of(), ticket.key, "bruno@example.com"),
        ask(client_of(), ticket.key, "nobody@example.com"),
        ask(client_of(), theirs.key, "ana@example.com"),
        ask(client_of(), "TER-2026-777777-" + "TRWAGMYFPDXBNJZSQVHLCKE"[2026777777 % 23], "ana@example.com"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    said = {answer.content.decode().split('role="status"')[1].split("</p>")[0] for answer in answers}
    assert len(said) == 1


def test_a_slip_of_the_pen_is_told_before_anything_is_looked_up(ticket, client_of, django_assert_num_queries):
    answer = ask(client_of(), ticket.key[:-1] + ("A" if ticket.key[-1] != "A" else "B"), "ana@example.com")
    assert answer.status_code == 422
    assert "Copy it letter by letter from your receipt" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [{}, {"key": "", "email": ""}, {"key": "x" * 500, "email": "@"}, {"key": "\x00", "email": "a@b.c"}],
)
def test_nonsense_gets_a_page_with_sentences(db, client_of, sent):
    assert client_of().post("/track/", sent).status_code == 422


def test_ten_tries_at_one_reference_are_enough(ticket, client_of):
    """Row 35: also from changing networks, told by a header that anybody can forge."""
    answers = [
        ask(client_of(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"), ticket.key, f"x{number}@example.com")
        for number in range(12)
    ]
    assert [answer.status_code for answer in answers].count(404) == 10
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()
    assert ask(client_of(), ticket.key, "ana@example.com").status_code == 429


def test_the_reference_of_the_code_on_the_receipt_is_filled_in(db, client_of):
    assert 'value="TER-2026-000001-J"' in client_of().get("/track/?key=TER-2026-000001-J").content.decode()


def test_row_20_a_hostile_reference_is_only_text(db, client_of):
    page = client_of().get("/track/", {"key": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_customer_service_is_open_to_everybody(db, ana, client_of):
    for client in (client_of(), client_of(ana)):
        page = client.get("/customer-service/")
        assert page.status_code == 200
        assert "fifteen days" in page.content.decode()
