"""`manage.py receive_mail`: exit 0 means stored, and one JSON object says what became of it."""

import io
import json
import os
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import invariants
from accounts.mail.incoming import replies
from accounts.mail.incoming.models import IncomingMail
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tests.tickets.examples import private_complaint_of
from tickets.correspondence.laws import mail_that_got_lost

MAILS = 2000 if os.environ.get("DEEP") == "1" else 200


@pytest.fixture
def receive(db, monkeypatch):
    """What the command prints for these bytes."""

    def run(raw: bytes) -> dict:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        printed = io.StringIO()
        call_command("receive_mail", stdout=printed)
        (line,) = printed.getvalue().splitlines()
        return json.loads(line)

    return run


def test_it_says_what_became_of_it(receive, ana):
    ticket = private_complaint_of(ana)
    message = answer_to(last_mail(ana), "El martes.").as_bytes()
    said = {"outcome": "reply", "ticket": ticket.key, "text": "El martes.", "reason": ""}
    assert receive(message) == said
    assert receive(message) == said | {"outcome": "duplicate"}


def test_a_new_request_has_its_key(receive, ana):
    answer = receive(letter(ana.email, "club@club.example.com", "La ducha está fría.").as_bytes())
    assert answer["outcome"] == "request" and answer["ticket"].startswith("TER-")


@pytest.mark.parametrize(
    ("headers", "outcome", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "ignored", "automatic"),
        ({"X_Spam_Flag": "YES"}, "quarantine", "spam"),
    ],
)
def test_what_makes_nothing_says_why(receive, ana, headers, outcome, reason):
    answer = receive(letter(ana.email, "club@club.example.com", "Hola.", **headers).as_bytes())
    assert (answer["outcome"], answer["reason"], answer["ticket"]) == (outcome, reason, None)


def test_nothing_on_standard_input_is_no_message(receive):
    with pytest.raises(CommandError):
        receive(b" \n")


@pytest.mark.django_db
def test_a_message_that_breaks_us_is_kept_and_the_next_one_is_read(ana, monkeypatch):
    monkeypatch.setattr("accounts.mail.incoming.letters.Letter.first_words", property(lambda letter: 1 / 0))
    mail = taken_in(letter(ana.email, "club@club.example.com", "Hola."))
    assert (mail.outcome, mail.reason) == ("quarantine", "failed") and bytes(mail.raw)


HEADERS = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Message-ID",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Date",
        "References",
        "In-Reply-To",
        "MIME-Version",
        "Content-Disposition",
        "Reply-To",
        "Auto-Submitted",
        "Received",
    ]
)
PIECES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"ana@example.com", b"Ana <ana@example.com>", b"multipart/mixed; boundary=b", b"text/html; charset=utf-16",
            b"text/plain; charset=\xff", b"base64", b"quoted-printable", b"=?utf-8?b?====?=", b"message/rfc822",
            b"<x@y>",
            b"=?x-unknown?q?=FF?=", b"attachment; filename*=utf-8''%ff", b"Mon, 99 Foo 0000 99:99:99",
            b"multipart/report",
        ]
    ),
)  # fmt: skip
LINES = st.lists(
    st.one_of(
        st.binary(max_size=60), st.sampled_from([b"--b", b"--b--", b"> x", b"", b"Content-Type: text/html", b"\0"])
    ),
    max_size=12,
)  # fmt: skip
MESSAGES = st.builds(
    lambda head, body, ends: ends.join(
        [*(n.encode() + b": " + v.replace(b"\n", b"") for n, v in head), b"", *body]
    ),
    st.lists(st.tuples(HEADERS, PIECES), max_size=8),
    LINES,
    st.sampled_from([b"\n", b"\r\n"]),
)


# To an address at which Ana answers, from her or from whom the rest of the head makes it.
ANSWERS = st.builds(
    lambda sender, rest: b"From: " + sender + b"\nTo: REPLY\n" + rest,
    st.sampled_from(
        [b"ana@example.com", b"Ana <ana@example.com>", b"eve@example.org", b"ana@example.com, eve@x.org"]
    ),
    MESSAGES,
)


@pytest.fixture
def at_anas(ana) -> bytes:
    return replies.address_for("c", ana.pk, private_complaint_of(ana).pk).encode()


@pytest.mark.django_db
@settings(max_examples=MAILS, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=st.one_of(MESSAGES, ANSWERS, st.binary(min_size=1, max_size=400)))
def test_whatever_comes_has_exactly_one_outcome(raw, at_anas):
    raw = raw.replace(b"REPLY", at_anas)
    mail = taken_in(raw)
    assert mail.outcome != "reply" or mail.sender == "ana@example.com"
    assert mail.outcome in IncomingMail.Outcome.values and "\x00" not in mail.text
    assert taken_in(raw).pk == mail.pk and mail_that_got_lost() == 0


@pytest.mark.django_db
def test_law_i2_counts_what_nobody_took_and_what_made_nothing(ana):
    law = sum(law.violations() for law in invariants.LAWS if law.id == "I2")
    assert law == 0
    mail = taken_in(letter(ana.email, "club@club.example.com", "Hola."))
    assert mail_that_got_lost() == 0
    IncomingMail.objects.filter(pk=mail.pk).update(made="reply:987654321")
    assert mail_that_got_lost() == 1
    IncomingMail.objects.filter(pk=mail.pk).update(
        outcome="", sorted_at=None, made="", received_at="2020-01-01T00:00:00Z"
    )
    assert mail_that_got_lost() == 1
