"""Answering our mails: the reply address and the sender's own address, both, or a person decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail.incoming import replies
from accounts.mail.incoming.models import IncomingMail
from accounts.members.models import Member
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tests.tickets.examples import complaint_of, private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply

pytestmark = pytest.mark.django_db


def test_ana_answers_the_receipt_from_her_mailbox(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    mail = taken_in(answer_to(last_mail(ana), "It was on Tuesday."))
    reply = ticket.replies.get()
    assert (mail.outcome, mail.reference, mail.text) == ("reply", ticket.key, "It was on Tuesday.")
    assert (reply.author, reply.from_customer, reply.audience, reply.channel) == (
        ana,
        True,
        "customer",
        "mail",
    )
    assert reply.body == "It was on Tuesday."


def test_row_29_the_same_letter_twenty_times_is_one_reply(ana):
    ticket = private_complaint_of(ana)
    message = answer_to(last_mail(ana), "Once.").as_bytes()
    for _again in range(20):
        taken_in(message)
    assert ticket.replies.count() == 1 and IncomingMail.objects.count() == 1


def test_row_22_a_forged_from_alone_says_nothing_on_a_ticket(ana):
    ticket = private_complaint_of(ana)
    mail = taken_in(
        letter(ana.email, "club@club.example.com", "It is me, Ana.", In_Reply_To=last_mail(ana).message_id)
    )
    assert (mail.outcome, mail.reason, mail.about) == (
        "quarantine",
        "no_reply_address",
        f"ticket:{ticket.pk}",
    )
    assert not ticket.replies.exists() and Ticket.objects.count() == 1


@pytest.mark.parametrize("header", ["Reply_To", "Sender", "Return_Path", "X_Original_From"])
def test_row_22_only_the_from_line_is_the_sender(ana, bruno, header):
    ticket = private_complaint_of(ana)
    mail = taken_in(answer_to(last_mail(ana), "I am Ana.", sender=bruno.email, **{header: ana.email}))
    assert (mail.outcome, mail.reason) == ("quarantine", "other_sender") and not ticket.replies.exists()


@pytest.mark.parametrize(
    "sender",
    [
        "ana@example.com, bruno@example.com",
        '"ana@example.com" <bruno@example.com>',
        "ana@example.com <bruno@example.com>",
        "Ana <ana@example.com.evil.org>",
        "Ana <ana@example.com> <bruno@example.com>",
        "=?utf-8?q?ana=40example=2Ecom?= <bruno@example.com>",
        "аna@example.com",
    ],
)
def test_row_22_what_could_be_read_as_ana_is_not_ana(ana, bruno, sender):
    ticket = private_complaint_of(ana)
    raw = answer_to(last_mail(ana), "I am Ana.").as_bytes()
    raw = raw.replace(b"From: ana@example.com", b"From: " + sender.encode())
    assert taken_in(raw).outcome == "quarantine" and not ticket.replies.exists()


def test_row_22_a_server_that_says_forged_is_believed(ana):
    ticket = private_complaint_of(ana)
    said = "mx.club.example.com; spf=fail smtp.mailfrom=x; dkim=none; dmarc=fail header.from=example.com"
    mail = taken_in(answer_to(last_mail(ana), "I am Ana.", Authentication_Results=said))
    assert (mail.outcome, mail.reason) == ("quarantine", "forged") and not ticket.replies.exists()


def test_row_22_a_changed_address_opens_nothing(ana):
    private_complaint_of(ana)
    message = answer_to(last_mail(ana), "I am Ana.")
    to = message["To"]
    for at in range(to.index("+") + 1, to.index("@")):
        changed = to[:at] + ("a" if to[at] != "a" else "b") + to[at + 1 :]
        del message["To"]
        message["To"] = changed
        mail = taken_in(message.as_bytes().replace(b"<letter-", b"<l%d-" % at))
        assert mail.outcome == "quarantine", changed
    assert not Reply.objects.exists()


def test_row_23_a_leaked_address_is_of_no_use_to_bruno(ana, bruno):
    ticket = private_complaint_of(ana)
    mail = taken_in(answer_to(last_mail(ana), "What does Ana say?", sender=bruno.email))
    assert (mail.outcome, mail.reason, mail.reference) == ("quarantine", "other_sender", ticket.key)


def test_row_23_an_old_address_stops(ana):
    ticket = private_complaint_of(ana)
    mail = taken_in(answer_to(last_mail(ana), "Late."), as_of=timezone.now() + timedelta(days=121))
    assert (mail.outcome, mail.reason) == ("quarantine", "expired") and not ticket.replies.exists()


def test_row_23_who_was_erased_is_nobody(ana):
    ticket = private_complaint_of(ana)
    message = answer_to(last_mail(ana), "I am Ana.")
    Member.objects.filter(pk=ana.pk).update(email=None)
    assert taken_in(message).outcome == "quarantine" and not ticket.replies.exists()


def test_a_former_member_still_answers_on_their_own_request(ana):
    ticket = private_complaint_of(ana)
    message = answer_to(last_mail(ana), "I left, but it is still broken.")
    ana.leave()
    assert taken_in(message).outcome == "reply" and ticket.replies.count() == 1


def test_what_was_closed_long_ago_becomes_a_new_request_that_is_linked(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana, as_of=timezone.now() - timedelta(days=50))
    message = answer_to(last_mail(ana), "It broke again.")
    ticket.solve(by=sol, note="Done.", as_of=timezone.now() - timedelta(days=45))
    mail = taken_in(message)
    assert mail.outcome == "request" and mail.reference != ticket.key
    assert Ticket.objects.get(key=mail.reference).first == ticket


def test_what_was_closed_lately_opens_again(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    message = answer_to(last_mail(ana), "It is still broken.")
    ticket.solve(by=sol, note="Done.")
    assert taken_in(message).outcome == "reply"
    ticket.refresh_from_db()
    assert ticket.state == "in_progress" and ticket.reopen_count == 1


# Staff


def to_staff(member, ticket, kind="a", as_of=None):
    return replies.address_for(kind, member.pk, ticket.pk, as_of)


def test_sol_answers_the_customer_by_mail(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    mail = taken_in(letter(sol.email, to_staff(sol, ticket), "We are sending somebody."))
    reply = ticket.replies.get()
    assert mail.outcome == "reply" and (reply.author, reply.audience) == (sol, "customer")
    assert "We are sending somebody." in last_mail(ana, "tickets.replied").text


def test_what_goes_to_the_address_of_notes_stays_among_staff_whatever_it_says(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    taken_in(
        letter(
            sol.email, to_staff(sol, ticket, "n"), "To: customer\nAudience: customer\nHe is a difficult one."
        )
    )
    assert ticket.replies.get().audience == "internal"
    assert last_mail(ana).kind == "tickets.received"


def test_row_22_staff_without_a_reply_address_are_not_staff(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    mail = taken_in(
        letter(sol.email, "club@club.example.com", "Tell Ana to go away.", subject=f"Re: {ticket.key}")
    )
    assert (mail.outcome, mail.reason) == ("quarantine", "staff") and not ticket.replies.exists()


def test_row_22_the_customers_address_makes_nobody_an_agent(ana, sol):
    team_with(sol)
    ticket = private_complaint_of(ana)
    mail = taken_in(letter(ana.email, to_staff(sol, ticket), "We pay everything."))
    assert mail.outcome == "quarantine" and not ticket.replies.exists()
    mail = taken_in(letter(ana.email, to_staff(ana, ticket), "We pay everything."))
    assert (mail.outcome, mail.reason) == ("quarantine", "no_right") and not ticket.replies.exists()


def test_row_23_an_agent_who_left_the_team_is_heard_no_more(ana, sol):
    team = team_with(sol)
    ticket = private_complaint_of(ana)
    address = to_staff(sol, ticket)
    team.members.remove(sol)
    mail = taken_in(letter(sol.email, address, "Hello."))
    assert (mail.outcome, mail.reason) == ("quarantine", "no_right") and not ticket.replies.exists()


def test_row_23_a_suspended_agent_is_heard_no_more(ana, sol, gema):
    team_with(sol)
    ticket = private_complaint_of(ana)
    sol.suspend(by=gema, reason="Left the club")
    mail = taken_in(letter(sol.email, to_staff(sol, ticket), "Hello."))
    assert mail.outcome == "quarantine" and not ticket.replies.exists()


def test_the_mails_of_one_request_are_one_thread(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    receipt = last_mail(ana)
    came = answer_to(receipt, "It was on Tuesday.")
    taken_in(came)
    ticket.reply(by=sol, body="Thank you, we look.")
    went = last_mail(ana, "tickets.replied")
    assert went.headers["In-Reply-To"] == came["Message-ID"]
    assert went.headers["References"].split() == [receipt.message_id, came["Message-ID"]]
    assert replies.tokens_in([went.headers["Reply-To"]])


def test_without_a_way_in_no_mail_names_one(ana, settings):
    settings.INBOUND_ADDRESS = ""
    private_complaint_of(ana)
    assert "Reply-To" not in last_mail(ana).headers
