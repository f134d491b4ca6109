"""Row 31: nobody finds out who is a member. Same answer, same mails, same work for known and unknown addresses."""

import re

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from tests.accounts.entrance.test_sign_in import sign_in

KNOWN, UNKNOWN = "ana@example.com", "eva@example.com"  # of one length, so that pages can be compared whole
TOKEN = re.compile(r'[A-Za-z0-9]{64}|value="[^"]{32,}"')


def plain(answer, email: str) -> str:
    """The page without what differs from request to request: tokens, and the address that was typed."""
    return TOKEN.sub("", answer.content.decode()).replace(email, "…")


def asked(path: str, email: str, **fields):
    client = Client()
    answer = client.post(path, {"email": email, **fields}, follow=True)
    return answer.status_code, answer.redirect_chain, plain(answer, email)


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_row_31_letters_are_promised_alike(ana, path):
    known, unknown = asked(path, KNOWN), asked(path, UNKNOWN)
    assert known == unknown
    assert Mail.objects.filter(to=KNOWN).count() == Mail.objects.filter(to=UNKNOWN).count() == 1


def test_row_31_wrong_passwords_are_refused_alike(ana):
    known, unknown = sign_in(Client(), KNOWN, "wrong"), sign_in(Client(), UNKNOWN, "wrong")
    assert known.status_code == unknown.status_code
    assert plain(known, KNOWN) == plain(unknown, UNKNOWN)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN, "vera@example.com"])
def test_row_31_a_password_is_hashed_for_whoever_is_asked_for(ana, email, monkeypatch):
    """The same work once, whether there is such a member, one without a password, or nobody."""
    from tests.cast import person

    person("Vera Sanz", joined_at=None, approved_at=None).set_unusable_password()
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    sign_in(Client(), email, "wrong")
    assert len(hashed) == 1


def test_row_31_a_link_of_invitation_tells_nobody_who_is_in(ana, gema):
    link = Invitation.issue(by=gema, max_uses=50)
    answers = [
        asked(f"/invitation/{link.token}/", email, name="Somebody New", of_age="on")
        for email in (KNOWN, UNKNOWN)
    ]
    assert answers[0] == answers[1]
    assert Mail.objects.filter(to=KNOWN).count() == Mail.objects.filter(to=UNKNOWN).count() == 1
    assert Mail.objects.get(to=KNOWN).kind == "accounts.already_member"


def test_row_31_a_wrong_code_is_refused_alike(ana):
    pages = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        client.post("/accounts/login/code/", {"email": email})
        pages.append(plain(client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"}), email))
    assert pages[0] == pages[1]


def test_row_31_the_database_is_asked_as_much(ana):
    sign_in(Client(), KNOWN, "wrong")
    counts = []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().post("/accounts/login/code/", {"email": email})
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 3
