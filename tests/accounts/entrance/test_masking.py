"""Row 47: what opens something is written into no log."""

import io
import logging

import pytest
from django.test import Client

from accounts.entrance.masking import Masking
from accounts.invitations.models import Invitation
from tests.accounts.entrance import mailbox
from tests.cast import PASSWORD


@pytest.fixture
def log():
    """All that is logged, as it would be written."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Masking())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_row_47_tokens_passwords_and_codes_are_in_no_log(ana, gema, log):
    client = Client(enforce_csrf_checks=True)
    invitation = Invitation.issue(by=gema, email="eva@example.com")
    client.get(f"/invitation/{invitation.token}/nowhere/")
    client.post(f"/invitation/{invitation.token}/", {"name": "Eva"})
    Client().post("/accounts/login/code/", {"email": ana.email})
    code = mailbox.code(ana.email)
    Client().post("/accounts/login/code/confirm/", {"code": code})
    Client().post("/accounts/password/reset/", {"email": ana.email})
    link = mailbox.path(ana.email, "/password/reset/key/")
    client.post(link, {})
    Client().post("/accounts/login/", {"login": ana.email, "password": PASSWORD + "-canary"})
    text = log.getvalue()
    assert "/invitation/" in text
    for secret in (invitation.token, code, link.rstrip("/").rpartition("-")[2], PASSWORD + "-canary"):
        assert secret not in text


def test_row_47_a_line_break_of_a_stranger_starts_no_line(db, log):
    Client().get("/nowhere/\r\nCRITICAL forged: all is lost")
    logging.getLogger("house").warning("Not Found: %s", "/x\r\nCRITICAL forged: all is lost\x1b[31m")
    assert not any(line.startswith("CRITICAL forged") for line in log.getvalue().splitlines())


def test_row_47_no_row_names_itself_by_what_opens_it(gema):
    invitation = Invitation.issue(by=gema, max_uses=3)
    assert invitation.token not in f"{invitation!s}{invitation!r}"


def test_what_opens_nothing_stays_readable():
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "Not Found: %s %s", ("/posts/7/?kind=story", 3), None
    )
    Masking().filter(record)
    assert record.getMessage() == "Not Found: /posts/7/?kind=story 3"
