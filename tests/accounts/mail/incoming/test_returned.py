"""Returned mail: staff see that it did not arrive, and a dead address gets no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail import outbox, returns, sending
from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.incoming import sorting
from accounts.mail.models import Mail
from accounts.mail.signals import mail_failed

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(ana, write, mailbox):
    """A mail to Ana that has gone out."""
    mail = write(ana)
    sending.send_due()
    mail.refresh_from_db()
    return mail


@pytest.fixture
def heard_failing():
    """The mails of which the rooms above were told that they failed."""
    found = []

    def hear(sender, mail, **kwargs):
        found.append(mail)

    mail_failed.connect(hear)
    yield found
    mail_failed.disconnect(hear)


def report(
    mail: Mail, *, status="5.1.1", action="failed", words="550 5.1.1 User unknown", to="", message_id=""
) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\nTo: club@example.com\nSubject: Undelivered Mail\nReturn-Path: <>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\n\n'
        "--r\nContent-Type: text/plain\n\nIt was not delivered.\n"
        "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {to or mail.to}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {words}\n\n"
        f"--r\nContent-Type: message/rfc822\n\nMessage-ID: {message_id or mail.message_id}\nSubject: x\n\nHi\n--r--\n"
    ).encode()


def come_back(raw: bytes):
    mail, _new = sorting.receive(raw, door="test")
    return sorting.sort(mail.pk)


def test_a_full_mailbox_is_said_in_words_and_the_address_goes_on(sent):
    assert come_back(report(sent, status="5.2.2", words="552 5.2.2 Mailbox full")).reason == "bounce"
    sent.refresh_from_db()
    assert (sent.state, sent.returned, sent.get_returned_display()) == ("failed", "full", "mailbox full")
    assert not DeadAddress.objects.exists()


def test_an_address_that_is_not_there_gets_no_more_mail(ana, sent, write):
    come_back(report(sent))
    assert DeadAddress.objects.holding(ana.email).exists()
    later = write(ana)
    assert (later.state, later.returned) == ("failed", "dead")
    assert write(ana, secret=True).state == "queued"


def test_its_owner_says_that_it_works_again(ana, sent, write):
    come_back(report(sent))
    assert DeadAddress.objects.revive(ana.email) and write(ana).state == "queued"


def test_row_22_a_report_on_a_mail_that_we_never_sent_silences_nobody(ana, sent):
    come_back(report(sent, message_id="<guessed@127.0.0.1>"))
    come_back(report(sent, to="bruno@example.com"))
    sent.refresh_from_db()
    assert sent.state == "sent" and not DeadAddress.objects.exists()


def test_a_delay_is_no_return(sent):
    come_back(report(sent, action="delayed", status="4.4.1", words="no answer"))
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_report_of_arrival_is_kept(sent):
    come_back(report(sent, action="delivered", status="2.0.0", words="250 ok"))
    sent.refresh_from_db()
    assert sent.delivered_at


def test_a_server_that_knows_no_standard_is_understood(sent):
    raw = (
        "From: postmaster@old.example\nTo: club@example.com\nSubject: Undeliverable: About the roof\n"
        f"In-Reply-To: {sent.message_id}\n\nYour message to {sent.to} was not delivered:\n550 5.1.1 no such user\n"
    )
    come_back(raw.encode())
    sent.refresh_from_db()
    assert (sent.state, sent.returned) == ("failed", "unknown")


def test_a_mail_comes_back_once(sent):
    now = timezone.now()
    sent.came_back("full", "552 full", dead=False, as_of=now)
    sent.came_back("unknown", "550 unknown", dead=True, as_of=now)
    sent.refresh_from_db()
    assert sent.returned == "full" and not DeadAddress.objects.exists()


def test_mails_come_from_the_brand(ana, write, mailbox):
    write(ana)
    sending.send_due()
    assert mailbox.messages[0]["From"].startswith("Tertulia <") and mailbox.messages[0]["X-Loop"]
    assert outbox.own_addresses()


@pytest.mark.parametrize(
    ("words", "status", "reason", "is_dead"),
    [
        ("550 5.1.1 The email account that you tried to reach does not exist", "5.1.1", "unknown", True),
        ("550 El buzon no existe", "5.0.0", "unknown", True),
        ("550 5.1.1 User unknown", "5.0.0", "unknown", True),
        ("552 5.2.2 Over quota", "5.2.2", "full", False),
        ("552 buzón lleno", "", "full", False),
        ("554 5.7.1 Recipient address rejected: Access denied", "5.7.1", "refused", False),
        ("550 5.1.8 Sender address rejected: Domain not found", "5.1.8", "refused", False),
        ("550 Sender address rejected", "", "other", False),
        ("552 5.3.4 Message too big", "5.3.4", "other", False),
    ],
)
def test_the_words_of_servers_say_why_and_whether_the_address_is_dead(words, status, reason, is_dead):
    said = returns.why(words, status)
    assert (said.reason, said.is_dead) == (reason, is_dead)


def test_a_server_that_knows_no_such_person_at_the_door_ends_the_address_too(
    ana, write, mailbox, heard_failing
):
    mailbox.strangers.add(ana.email)
    mail = write(ana)
    sending.send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.returned) == ("failed", "unknown") and DeadAddress.objects.holding(
        ana.email
    ).exists()
    assert heard_failing == [mail]


def test_a_server_that_dislikes_the_mail_itself_says_nothing_of_the_address(
    ana, write, mailbox, heard_failing
):
    mailbox.mood = "never"
    mail = write(ana)
    sending.send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.returned) == ("failed", "") and not DeadAddress.objects.exists()
    assert heard_failing == [mail]


def test_who_waits_for_the_server_for_a_day_is_heard_of(ana, write, heard_failing):
    mail, now = write(ana), timezone.now()
    Mail.objects.wait_for_server(now, "away")
    assert heard_failing == []
    Mail.objects.wait_for_server(now + timedelta(hours=25), "away")
    mail.refresh_from_db()
    assert mail.state == "failed" and heard_failing == [mail]
