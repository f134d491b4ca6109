"""From the customer's mailbox to the ticket and back, through a mail server; and what survives a crash on the way."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from accounts.mail import sending
from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import IncomingMail
from tests.accounts.mail import servers
from tests.parallel import together
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tests.tickets.examples import private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply


@pytest.fixture
def mailbox(settings):
    with servers.serving() as mailbox:
        settings.MAIL_SERVER = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": mailbox.port,
            "timeout": 5,
        }
        yield mailbox


def delivered(mailbox):
    """The latest message as a mail program reads it."""
    sending.send_due()
    return message_from_bytes(bytes(mailbox.messages[-1]), policy=policy.default)


@pytest.mark.django_db
def test_ana_answers_the_receipt_sol_sees_it_live_and_answers_into_her_mailbox(
    ana, sol, client_of, mailbox, monkeypatch
):
    pushed = []
    monkeypatch.setattr("tickets.desk.models.publish.push", lambda topic, event: pushed.append(topic))
    team_with(sol)
    ticket = private_complaint_of(ana)
    receipt = delivered(mailbox)
    assert ticket.key in receipt["Subject"] and "+" in receipt["Reply-To"] and receipt["In-Reply-To"] is None

    words = receipt.get_body(("plain",)).get_content()
    quoted = "\n".join(f"> {line}" for line in words.splitlines())
    text = f"It was on Tuesday.\n\nOn Mon, 3 Nov 2025 at 10:12, Club <club@example.com> wrote:\n\n{quoted}\n"
    came = letter("Ana Ruiz <ana@example.com>", receipt["Reply-To"], text, In_Reply_To=receipt["Message-ID"])
    pushed.clear()
    taken_in(came)
    assert f"ticket:{ticket.pk}" in pushed
    live = f"/admin/tickets/ticket/{ticket.pk}/live/?tab=customer"
    page = client_of(sol).get(live).content.decode()
    assert "It was on Tuesday." in page and "I was charged twice." in page and "wrote:" not in page

    ticket.refresh_from_db()
    sent = {
        "body": "We pay it back.",
        "seen": ticket.version,
        "submission": "6a1f0c9e-5d0c-4a52-9a0f-3f3f64b2a001",
    }
    client_of(sol).post(f"/admin/tickets/ticket/{ticket.pk}/replies/", sent)
    answer = delivered(mailbox)
    assert "We pay it back." in answer.get_body(("plain",)).get_content()
    assert answer["In-Reply-To"] == came["Message-ID"]
    assert answer["References"].split() == [receipt["Message-ID"], came["Message-ID"]]
    assert answer["Reply-To"] and answer["Message-ID"] not in (receipt["Message-ID"], came["Message-ID"])


class Killed(BaseException):
    """The process is gone; nothing catches this."""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        "accounts.mail.incoming.sorting.judged",  # before anything was made
        "accounts.mail.incoming.models.IncomingMail.become",  # after the reply, before the outcome
    ],
)
def test_r18_who_is_killed_in_between_makes_nothing_twice_and_loses_nothing(ana, monkeypatch, place):
    ticket = private_complaint_of(ana)
    raw = answer_to(last_mail(ana), "It was on Tuesday.").as_bytes()
    mail, _new = sorting.receive(raw, door="test")

    def killed(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(place, killed)
        with pytest.raises(Killed):
            sorting.sort(mail.pk)
    assert not ticket.replies.exists() and IncomingMail.objects.waiting().count() == 1
    assert sorting.sort_due(timezone.now() + timedelta(minutes=2)) == 1
    assert sorting.sort_due(timezone.now() + timedelta(minutes=4)) == 0
    assert ticket.replies.count() == 1


@pytest.mark.django_db
def test_a_letter_that_kills_its_worker_again_and_again_waits_for_a_person(ana, monkeypatch):
    mail, _new = sorting.receive(letter(ana.email, "club@club.example.com").as_bytes(), door="test")

    def killed(*args, **kwargs):
        raise Killed

    monkeypatch.setattr(sorting, "judged", killed)
    for minute in range(3):
        with pytest.raises(Killed):
            sorting.sort(mail.pk, timezone.now() + timedelta(minutes=2 * minute))
    sorting.sort(mail.pk, timezone.now() + timedelta(minutes=10))
    mail.refresh_from_db()
    assert (mail.outcome, mail.reason) == ("quarantine", "unreadable")


@pytest.mark.django_db(transaction=True)
def test_row_29_eight_copies_at_the_same_moment_are_one_request(ana):
    raw = letter(ana.email, "club@club.example.com", "Once.").as_bytes()

    def one():
        mail, _new = sorting.receive(raw, door="test")
        return sorting.sort(mail.pk)

    together(*[one] * 8)
    assert IncomingMail.objects.count() == 1
    sorting.sort_due(timezone.now() + timedelta(minutes=2))
    assert Ticket.objects.count() == 1 and not Reply.objects.exists()
