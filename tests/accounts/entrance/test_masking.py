"""Row 47: what opens something is written into no log."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.entrance.masking import Masking, masked
from accounts.invitations.models import Invitation
from tests.accounts.entrance import mailbox
from tests.cast import PASSWORD

NGINX = Path(__file__).resolve().parents[3] / "deploy/nginx.conf"


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


def addresses(patterns=None, before: str = "/") -> Iterator[str]:
    """Every address with a key in it that opens it to whoever has it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        elif re.search(r"<\w+:(?:token|signed|sealed)>", route):
            yield re.sub(r"<[^>]+>", "c2VjcmV0", route)


def test_row_47_no_door_that_is_opened_by_its_address_was_forgotten_here_or_in_nginx():
    known = [*addresses(), "/events/calendar.ics?token=c2VjcmV0", "/accounts/password/reset/key/1-c2VjcmV0/"]
    assert len(known) > 7
    unlogged = re.findall(r'^ +"~(.+)" +0;$', NGINX.read_text(), re.M)
    for address in known:
        assert "c2VjcmV0" not in masked(address)
        assert any(re.search(pattern, address) for pattern in unlogged), address
    assert not any(re.search(pattern, "/posts/7/?kind=story") for pattern in unlogged)


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
