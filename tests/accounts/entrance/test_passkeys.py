"""Passkeys in a real browser, with a device that the browser plays; our module runs under the strict policy."""

import pytest

from tests.browsers import chromium
from tests.cast import PASSWORD, ana, sol

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's library keeps a loop in this thread
    with chromium() as browser:
        page = browser.new_context(locale="en").new_page()
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None,
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page


def by_password(page, house, email):
    page.goto(f"{house}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("button:has-text('Sign in')")


def add_key(page, house):
    page.goto(f"{house}/accounts/2fa/webauthn/add/")
    page.click("button:has-text('Add a passkey')")
    page.wait_for_url("**/recovery-codes/")


def test_ana_adds_a_passkey_and_comes_in_with_it_alone(page, live_server):
    ana()
    by_password(page, live_server.url, "ana@example.com")
    add_key(page, live_server.url)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/?next=/settings/")
    page.click("button:has-text('Use a passkey')")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto(f"{live_server.url}/settings/")
    assert page.input_value("[name=name]") == "Ana Ruiz"
    assert page.complaints == []


def test_row_43_a_passkey_opens_the_desk_for_sol_and_a_password_does_not(page, live_server):
    sol()
    by_password(page, live_server.url, "sol@example.com")
    page.wait_for_url("**/settings/second-factor/")
    add_key(page, live_server.url)
    page.context.clear_cookies()
    by_password(page, live_server.url, "sol@example.com")
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.goto(f"{live_server.url}/admin/")
    assert "/accounts/" in page.url
    page.goto(f"{live_server.url}/accounts/2fa/authenticate/")
    page.click("button:has-text('Use a passkey')")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto(f"{live_server.url}/admin/")
    assert page.url.endswith("/admin/tickets/ticket/")  # an agent begins with the queue


def test_without_a_passkey_the_page_says_so_and_stays(page, live_server):
    ana()
    page.goto(f"{live_server.url}/accounts/login/")
    page.click("button:has-text('Use a passkey')")
    page.wait_for_selector("[data-passkey-failed]:visible")
    assert page.url.endswith("/accounts/login/")


def test_a_scripts_absence_leaves_the_password_and_the_code(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    ana()
    with chromium() as browser:
        page = browser.new_context(locale="en", java_script_enabled=False).new_page()
        page.goto(f"{live_server.url}/accounts/login/")
        assert not page.is_visible("button:has-text('Use a passkey')")
        by_password(page, live_server.url, "ana@example.com")
        page.goto(f"{live_server.url}/settings/")
        assert page.input_value("[name=name]") == "Ana Ruiz"
