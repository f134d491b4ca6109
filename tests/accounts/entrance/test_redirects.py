"""Row 27: sixty ways to say "go elsewhere", and none is followed."""

import pytest
from django.test import Client

from tests.accounts.entrance import mailbox
from tests.cast import PASSWORD

ELSEWHERE = [
    "https://evil.example", "http://evil.example", "//evil.example", "///evil.example", "////evil.example",
    "https:evil.example", "https:/evil.example", "http:///evil.example", "https:\\\\evil.example", "\\\\evil.example",
    "/\\evil.example", "\\/evil.example", "/\\/evil.example", "/\t/evil.example", "/\n/evil.example",
    "\thttps://evil.example", " https://evil.example", "\x00https://evil.example", "https://evil.example\\@testserver",
    "https://testserver@evil.example", "https://testserver:pw@evil.example", "https://testserver.evil.example",
    "https://evil.example/testserver", "https://evil.example?testserver", "https://evil.example#testserver",
    "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "javascript://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd", "ftp://evil.example",
    "mailto:a@evil.example", "ws://evil.example", "blob:https://evil.example/1", "about:blank",
    "https://[::1]evil.example", "https://[evil.example]", "http://[", "https://2130706433", "https://0x7f.1",
    "//evil%2eexample", "https://evil。example", "https://ｅｖｉｌ.example", "//evil.example/%2f..",
    "/%09/evil.example", "%2f%2fevil.example", "..//evil.example", "./\\evil.example", "https://evil.example/../", "https://evil.example:443",
    "HTTPS://EVIL.EXAMPLE", "hTTp://evil.example", "//evil.example:80", "//user@evil.example", "http:evil.example",
    "https://testserver%00.evil.example", "https://testserver%2eevil.example", "/\u2028/evil.example",
]  # fmt: skip


def leads_away(answer) -> bool:
    place = answer.headers.get("Location", "/")
    return (
        not place.startswith("/")
        or place.startswith(("//", "/\\"))
        or any(sign in place for sign in "\t\n\r\\")
    )


@pytest.fixture(autouse=True)
def without_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}


def test_there_are_sixty():
    assert len(set(ELSEWHERE)) == 60


def test_row_27_signing_in_leads_nowhere_else(ana):
    client = Client()
    for place in ELSEWHERE:
        answer = client.post("/accounts/login/", {"login": ana.email, "password": PASSWORD, "next": place})
        client.post("/accounts/logout/")
        assert answer.status_code == 302 and not leads_away(answer), place


def test_row_27_signing_out_leads_nowhere_else(ana, client_of):
    client = client_of()
    for place in ELSEWHERE:
        client.force_login(ana)
        assert not leads_away(client.post("/accounts/logout/", {"next": place})), place


@pytest.mark.parametrize("path", ["/language/", "/theme/"])
def test_row_27_language_and_theme_lead_nowhere_else(db, client_of, path):
    for place in ELSEWHERE:
        answer = client_of().post(path, {"next": place, "language": "es", "theme": "dark"})
        assert answer.status_code == 302 and not leads_away(answer), place


def test_row_27_whoever_is_in_is_led_nowhere_else_by_the_sign_in_page(ana, client_of):
    client = client_of(ana)
    for place in ELSEWHERE:
        assert not leads_away(client.get("/accounts/login/", {"next": place})), place


def test_row_27_nor_does_the_code_by_mail(ana, client_of):
    for place in ELSEWHERE[:5]:
        client = client_of()
        client.post("/accounts/login/code/", {"email": ana.email, "next": place})
        code = mailbox.code(ana.email)
        assert not leads_away(client.post("/accounts/login/code/confirm/", {"code": code, "next": place})), (
            place
        )


def test_a_page_of_our_own_is_led_to(ana, client_of):
    sent = {"login": ana.email, "password": PASSWORD, "next": "/settings/?x=1"}
    assert client_of().post("/accounts/login/", sent)["Location"] == "/settings/?x=1"
