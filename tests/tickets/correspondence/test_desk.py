"""Mail on the desk: what was put aside, the letter behind an answer, and what became of ours."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.heartbeats.models import MAILBOX, Heartbeat
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail
from accounts.members.models import Member
from community.notifications import letters, reading
from community.notifications.models import Notification
from tests import cast
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tests.tickets.examples import private_complaint_of, team_with
from tickets.desk.models import Ticket

pytestmark = pytest.mark.django_db
LIST = "/admin/tickets/ticket/mail/"
HOUSE = "club@club.example.com"


@pytest.fixture
def ticket(ana, sol):
    team_with(sol)
    return private_complaint_of(ana)


def act(client, mail, what: str):
    return client.post(f"{LIST}{mail.pk}/{what}/")


def without_address(ana):
    """Ana answers, but not to the reply address."""
    return taken_in(letter(ana.email, HOUSE, "It was on Tuesday.", In_Reply_To=last_mail(ana).message_id))


def test_sol_lets_an_answer_of_ana_out(ticket, ana, sol, client_of):
    mail = without_address(ana)
    client = client_of(sol)
    assert "Una pregunta" in client.get(LIST).content.decode()
    assert "It was on Tuesday." in client.get(f"{LIST}{mail.pk}/").content.decode()
    assert act(client, mail, "release").status_code == 302
    reply = ticket.replies.get()
    mail.refresh_from_db()
    assert (reply.author, reply.body, mail.outcome, mail.settled_by) == (
        ana,
        "It was on Tuesday.",
        "reply",
        sol,
    )
    assert act(client, mail, "release").status_code == 404 and ticket.replies.count() == 1


def test_row_22_a_letter_of_somebody_else_is_let_out_as_a_note_of_sol(ticket, ana, bruno, sol, client_of):
    mail = taken_in(answer_to(last_mail(ana), "I am Ana's brother.", sender=bruno.email))
    act(client_of(sol), mail, "release")
    note = ticket.replies.get()
    assert (note.author, note.audience) == (sol, "internal") and "bruno@example.com" in note.body


def test_a_letter_of_a_stranger_is_let_out_as_a_request(sol, client_of):
    team_with(sol)
    mail = taken_in(letter("eve@example.org", HOUSE, "Help.", X_Spam_Flag="YES"))
    act(client_of(sol), mail, "release")
    assert Ticket.objects.get().customer.email == "eve@example.org"


def test_what_stays_aside_is_asked_about_once(ticket, ana, sol, client_of):
    mail = without_address(ana)
    client = client_of(sol)
    act(client, mail, "discard")
    assert "Una pregunta" not in client.get(LIST).content.decode() and not ticket.replies.exists()
    mail.refresh_from_db()
    assert mail.outcome == "quarantine" and mail.settled_by == sol


def test_what_has_no_sender_cannot_be_let_out(ticket, sol, client_of):
    mail = taken_in(b"Subject: hi\n\nhello")
    page = client_of(sol).post(f"{LIST}{mail.pk}/release/", follow=True).content.decode()
    assert "cannot be let out" in page and IncomingMail.objects.get().is_open_question


def test_row_41_another_team_sees_nothing_of_it(ticket, ana, client_of):
    mine = without_address(ana)
    of_all = taken_in(letter("eve@example.org", HOUSE, "Help.", X_Spam_Flag="YES"))
    otto = client_of(cast.person("Otto Lang", role=Member.Role.AGENT))
    assert "Una pregunta" not in otto.get(LIST).content.decode()
    for mail in (mine, of_all):
        assert (
            otto.get(f"{LIST}{mail.pk}/").status_code == 404 and act(otto, mail, "release").status_code == 404
        )
    assert client_of(ana).get(LIST).status_code == 302


def test_the_whole_letter_stands_behind_the_answer(ticket, ana, sol, client_of):
    mail = taken_in(answer_to(last_mail(ana), "It was on Tuesday."))
    client = client_of(sol)
    path = f"/admin/tickets/ticket/{ticket.pk}/letters/{mail.pk}/"
    page = client.get(f"/admin/tickets/ticket/{ticket.pk}/change/?tab=customer").content.decode()
    assert path in page and "escribió:" not in page
    assert "escribió:" in client.get(path).content.decode()
    other = private_complaint_of(cast.bruno())
    assert client.get(f"/admin/tickets/ticket/{other.pk}/letters/{mail.pk}/").status_code == 404


def test_sol_reads_beside_the_answer_what_became_of_its_mail(ticket, ana, sol, client_of):
    ticket.reply(by=sol, body="We look into it.")
    page = f"/admin/tickets/ticket/{ticket.pk}/change/?tab=customer"
    mail = last_mail(ana, "tickets.replied")
    assert "E-mail: on its way" in client_of(sol).get(page).content.decode()
    Mail.objects.filter(pk=mail.pk).update(state="sent", sent_at=mail.created_at)
    assert "E-mail: sent" in client_of(sol).get(page).content.decode()
    mail.delivered(mail.created_at)
    assert "E-mail: delivered" in client_of(sol).get(page).content.decode()
    Mail.objects.filter(pk=mail.pk).update(delivered_at=None)
    mail.came_back("full", "552 5.2.2", dead=False, as_of=mail.created_at)
    assert "E-mail: failed: mailbox full" in client_of(sol).get(page).content.decode()


def test_sol_hears_that_a_mail_to_ana_came_back_and_ana_does_not(ticket, ana, sol):
    ticket.reply(by=sol, body="We look into it.")
    mail = last_mail(ana, "tickets.replied")
    for _again in range(2):
        mail.came_back("full", "552 5.2.2", dead=False, as_of=mail.created_at)
    (told,) = Notification.objects.filter(kind="tickets.undelivered")
    assert told.member == sol and told.subject == ticket


def test_staff_answer_a_mail_about_a_ticket_with_a_note_and_the_customer_on_purpose_only(ticket, ana, sol):
    ticket.write(by=ana, body="It was on Tuesday.")
    (item,) = reading.read(sol, Notification.objects.filter(member=sol, kind="tickets.customer_wrote"))
    mail = letters.write(sol, [item], as_of=timezone.now())
    assert "only the team reads it, never the customer" in mail.text
    taken_in(answer_to(mail, "He is right."))
    note = ticket.replies.latest("pk")
    assert (note.author, note.audience, note.body) == (sol, "internal", "He is right.")
    (address,) = re.findall(r"reply\+\w+@[\w.]+", mail.text)
    assert f"mailto:{address}" in mail.html
    taken_in(letter(sol.email, address, "We pay it back."))
    answer = ticket.replies.latest("pk")
    assert (answer.author, answer.audience, answer.body) == (sol, "customer", "We pay it back.")


def test_staff_see_that_the_mailbox_cannot_be_read(sol, client_of, settings):
    settings.INBOUND_IMAP_URL = "imaps://club:secret@mail.example.com"
    Heartbeat.objects.beat(MAILBOX, timezone.now() - timedelta(minutes=5))
    assert "cannot be read" not in client_of(sol).get(LIST).content.decode()
    Heartbeat.objects.beat(MAILBOX, timezone.now() - timedelta(hours=1))
    page = client_of(sol).get(LIST).content.decode()
    assert "cannot be read" in page and "secret" not in page
