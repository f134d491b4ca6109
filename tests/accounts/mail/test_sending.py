"""Each mail arrives, once, whatever mood the mail server is in (R16, F11)."""

import os
import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.mail import outbox, sending, tasks
from accounts.mail.laws import mails_that_hang, mails_that_nobody_takes
from accounts.mail.models import Mail
from tests import broken
from tests.accounts.mail import servers

NOW = timezone.now()
MINUTE = timedelta(minutes=1)
DEEP = os.environ.get("DEEP") == "1"


def state(mail: Mail) -> str:
    mail.refresh_from_db()
    return mail.state


def minutes_until(mail: Mail, as_of) -> int:
    mail.refresh_from_db()
    return round((mail.next_try_at - as_of) / MINUTE)


def test_what_is_due_is_sent_and_marked(ana, bruno, write, mailbox):
    mails = [write(ana, as_of=NOW), write(bruno, as_of=NOW)]
    assert sending.send_due(NOW) == 2
    assert [state(mail) for mail in mails] == ["sent", "sent"] and mails[0].sent_at
    assert mailbox.addresses == {ana.email: 1, bruno.email: 1} and mailbox.connections == 1
    assert sending.send_due(NOW) == 0


def test_what_goes_out_says_who_we_are_and_that_a_machine_wrote(ana, write, mailbox, settings):
    mail = write(ana, headers={"Reply-To": "help@example.com"}, as_of=NOW - 60 * MINUTE)
    sending.send_due(NOW)
    message = mailbox.messages[0]
    assert message["Message-ID"] == mail.message_id and message["Subject"] == "About the roof"
    assert message["Auto-Submitted"] == "auto-generated" and message["Reply-To"] == "help@example.com"
    assert message["From"] == f"Tertulia <{settings.DEFAULT_FROM_EMAIL}>" and message["Date"]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_what_is_not_due_waits(ana, write, mailbox):
    write(ana, as_of=NOW + MINUTE)
    assert sending.send_due(NOW) == 0 and mailbox.messages == []


def test_the_task_sends(ana, write, mailbox):
    write(ana)
    tasks.send_due()
    assert len(mailbox.messages) == 1


# The server's moods


def test_row_50_one_rejecting_address_in_fifty_costs_the_others_nothing(write, carried_to, db):
    addresses = [f"m{number}@example.com" for number in range(50)]
    mails = {address: write(address, as_of=NOW) for address in addresses}
    with servers.serving(strangers=["m25@example.com"]) as mailbox:
        carried_to(mailbox.port)
        sending.send_due(NOW)
        sending.send_due(NOW + 90 * MINUTE)
    assert mailbox.addresses == Counter(set(addresses) - {"m25@example.com"})
    refused = mails["m25@example.com"]
    assert state(refused) == "failed" and "550 5.1.1 No such person here" in refused.error


def test_a_mail_refused_for_good_keeps_the_servers_words(ana, write, mailbox):
    mail = write(ana, as_of=NOW)
    mailbox.mood = "never"
    sending.send_due(NOW)
    assert state(mail) == "failed" and "554 5.7.1 Not wanted here" in mail.error


def test_a_mail_that_cannot_be_taken_now_waits_longer_and_longer(ana, write, mailbox):
    mail, now = write(ana, as_of=NOW), NOW
    mailbox.mood, pauses = "later", []
    for _ in range(7):
        sending.send_due(now)
        pauses.append(minutes_until(mail, now))
        now = mail.next_try_at
    assert pauses == [1, 2, 5, 15, 60, 60, 60] and "451 4.7.1 Greylisted" in mail.error
    mailbox.mood = "accept"
    sending.send_due(now)
    assert state(mail) == "sent" and mailbox.ids == {mail.message_id: 1}


def test_after_a_day_it_is_given_up(ana, write, mailbox):
    mail, now = write(ana, as_of=NOW), NOW
    mailbox.mood = "later"
    while state(mail) == "queued":
        sending.send_due(mail.next_try_at)
        now = max(now, mail.next_try_at)
        assert now <= NOW + timedelta(hours=25)
    assert state(mail) == "failed" and now >= NOW + timedelta(hours=24)


def test_a_mail_that_is_old_already_still_has_its_day(ana, write, mailbox):
    mail = write(ana, as_of=NOW - timedelta(days=3))
    mailbox.mood = "later"
    sending.send_due(NOW)
    assert state(mail) == "queued"


@pytest.mark.parametrize("breakage", broken.BREAKAGES)
def test_while_the_server_is_away_all_wait_and_nobody_is_to_blame(breakage, write, carried_to, db):
    mails = [write(f"m{number}@example.com", as_of=NOW) for number in range(5)]
    with broken.BREAKAGES[breakage]() as port:
        carried_to(port)
        began = time.monotonic()
        sending.send_due(NOW)
        assert time.monotonic() - began < 3, "silence is waited for once, not once a mail"
    for mail in mails:
        assert state(mail) == "queued" and mail.attempts == 0 and minutes_until(mail, NOW) == 1
    assert not Mail.objects.due(NOW).exists()
    with servers.serving() as mailbox:
        carried_to(mailbox.port)
        assert sending.send_due(NOW + MINUTE) == 5
    assert set(mailbox.ids.values()) == {1}


def test_a_server_that_is_away_for_more_than_a_day_ends_it(ana, write, carried_to):
    mail = write(ana, as_of=NOW)
    with broken.refusing() as port:
        carried_to(port)
        for hours in (0, 12, 23):
            sending.send_due(NOW + timedelta(hours=hours))
            assert state(mail) == "queued"
        sending.send_due(NOW + timedelta(hours=24))
    assert state(mail) == "failed" and "refused" in mail.error.lower()


def test_a_busy_server_is_tried_again(ana, bruno, write, mailbox):
    mails = [write(ana, as_of=NOW), write(bruno, as_of=NOW)]
    mailbox.mood = "busy"
    sending.send_due(NOW)
    assert [state(mail) for mail in mails] == ["queued", "queued"]
    mailbox.mood = "accept"
    assert sending.send_due(NOW + 2 * MINUTE) == 2


def test_a_server_that_hangs_after_the_data_is_not_waited_for_by_every_mail(write, mailbox, db):
    mails = [write(f"m{number}@example.com", as_of=NOW) for number in range(10)]
    mailbox.mood = "hang"
    began = time.monotonic()
    sending.send_due(NOW)
    assert time.monotonic() - began < 5
    assert {state(mail) for mail in mails} == {"queued"}
    assert sorted(mail.attempts for mail in mails) == [0] * 8 + [1, 1]
    mailbox.mood = "accept"
    mailbox.released.set()
    sending.send_due(NOW + 2 * MINUTE)
    assert {state(mail) for mail in mails} == {"sent"} and set(mailbox.ids.values()) == {1}


def test_a_server_that_hangs_up_after_each_mail_gets_each_once(write, mailbox, db):
    mails = [write(f"m{number}@example.com", as_of=NOW) for number in range(6)]
    mailbox.mood = "hang up"
    for turn in range(4):
        sending.send_due(NOW + turn * MINUTE)
    assert {state(mail) for mail in mails} == {"sent"}
    assert set(mailbox.ids.values()) == {1} and len(mailbox.ids) == 6


def test_a_mail_that_breaks_the_connection_does_not_stop_the_others(write, mailbox, db, monkeypatch):
    mails = [write(f"m{number}@example.com", as_of=NOW) for number in range(4)]
    whole = sending.message_for

    def breaking(mail):
        message = whole(mail)
        if mail == mails[1]:
            message.message = partial(broken_pipe, message)
        return message

    monkeypatch.setattr(sending, "message_for", breaking)
    sending.send_due(NOW)
    assert [state(mail) for mail in mails] == ["sent", "queued", "sent", "sent"]


def broken_pipe(message):
    raise BrokenPipeError


# Workers


def test_two_workers_never_take_the_same(ana, write):
    write(ana, as_of=NOW)
    assert len(Mail.objects.claim(NOW)) == 1 and Mail.objects.claim(NOW) == []


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(write, mailbox):
    for number in range(40):
        write(f"m{number}@example.com", as_of=NOW)
    counts = []

    def work():
        counts.append(sending.send_due(NOW))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 40 and len(mailbox.ids) == 40 and set(mailbox.ids.values()) == {1}


def test_r17_a_worker_that_dies_after_the_servers_yes_costs_one_copy_with_the_same_id(
    ana, bruno, write, mailbox, monkeypatch
):
    mails = [write(ana, as_of=NOW), write(bruno, as_of=NOW)]

    def dies(mail, at):
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(Mail, "sent", dies)
        with pytest.raises(SystemExit):
            sending.send_due(NOW)
    assert [state(mail) for mail in mails] == ["sending", "queued"]
    sending.send_due(NOW + 4 * MINUTE)
    assert state(mails[0]) == "sending", "another worker may still be at it"
    sending.send_due(NOW + 6 * MINUTE)
    assert [state(mail) for mail in mails] == ["sent", "sent"]
    assert mailbox.ids == {mails[0].message_id: 2, mails[1].message_id: 1}


def test_a_worker_that_was_thought_dead_marks_nothing(ana, write, mailbox):
    write(ana, as_of=NOW)
    (slow,) = Mail.objects.claim(NOW)
    sending.send_due(NOW + 6 * MINUTE)
    slow.delayed("too late", NOW + 7 * MINUTE)
    assert state(slow) == "sent"


def test_laws_i5_and_i6_count_what_nobody_takes_and_what_hangs(ana, bruno, write):
    now = timezone.now()
    write(ana, as_of=now - 3 * MINUTE)
    write(bruno, as_of=now - MINUTE)
    assert (mails_that_nobody_takes(), mails_that_hang()) == (1, 0)
    Mail.objects.claim(now - 2 * MINUTE)
    Mail.objects.in_flight().update(claimed_at=now - 11 * MINUTE)
    assert (mails_that_nobody_takes(), mails_that_hang()) == (0, 1)


# Asked again, and made, when its turn has come


@pytest.fixture
def registries(monkeypatch):
    monkeypatch.setattr(outbox, "_checks", {})
    monkeypatch.setattr(outbox, "_makers", {})


def test_row_2_a_mail_whose_right_is_gone_is_dropped(ana, bruno, write, mailbox, registries):
    outbox.register_check("tests.letter", lambda mail: mail.member != ana)
    mails = [write(ana, as_of=NOW), write(bruno, as_of=NOW)]
    sending.send_due(NOW)
    assert [state(mail) for mail in mails] == ["dropped", "sent"] and mailbox.addresses == {bruno.email: 1}


def test_files_are_made_at_sending_time(ana, write, mailbox, registries):
    outbox.register_maker(
        "tests.paper", lambda id: (f"paper-{id}.pdf", "application/pdf", b"%PDF-" + bytes([id]))
    )
    write(ana, attachments=[{"maker": "tests.paper", "id": 7}], as_of=NOW)
    sending.send_due(NOW)
    paper = list(mailbox.messages[0].walk())[-1]
    assert paper.get_filename() == "paper-7.pdf" and paper.get_payload(decode=True) == b"%PDF-\x07"


def test_a_file_that_cannot_be_made_yet_is_tried_again_and_stops_nobody(
    ana, bruno, write, mailbox, registries
):
    ready = []

    def make(id):
        if not ready:
            raise LookupError("the ticket is being written")
        return "a.txt", "text/plain", b"words"

    outbox.register_maker("tests.paper", make)
    mail = write(ana, attachments=[{"maker": "tests.paper", "id": 7}], as_of=NOW)
    write(bruno, as_of=NOW)
    assert sending.send_due(NOW) == 1
    assert state(mail) == "queued" and "LookupError" in mail.error
    ready.append(True)
    assert sending.send_due(NOW + MINUTE) == 1


def test_row_47_codes_and_links_are_not_kept_once_they_are_sent(ana, write, mailbox):
    mail = write(ana, secret=True, as_of=NOW)
    sending.send_due(NOW)
    assert state(mail) == "sent" and (mail.subject, mail.text, mail.html) == ("", "", "")
    assert "the roof" in mailbox.messages[0]["Subject"]


def test_row_47_no_address_and_no_word_of_a_mail_is_logged(ana, write, mailbox, caplog):
    mailbox.strangers.add(ana.email)
    write(ana, context={"topic": "canary"}, as_of=NOW)
    sending.send_due(NOW)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("accounts")]
    assert ours and not any(ana.email in line or "canary" in line for line in ours)


def test_what_cannot_be_written_as_a_message_is_given_up_at_once(ana, bruno, write, mailbox):
    mails = [write(ana, headers={"X-Note": "a\r\nBcc: all@example.com"}, as_of=NOW), write(bruno, as_of=NOW)]
    sending.send_due(NOW)
    assert [state(mail) for mail in mails] == ["failed", "sent"]
