"""Closed by default: every address that opens without signing in is named here, and no other opens."""

import re

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, get_resolver

OPEN = {
    # signing in
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/login/code/confirm/",
    "/accounts/logout/",
    "/accounts/inactive/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/<uidb36>-<key>/",
    "/accounts/password/reset/key/done/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/webauthn/login/",
    # coming in
    "/founding/<token>/",
    "/invitation/<token>/",
    "/invitation/<token>/renewal/",
    "/invitation/<token>/confirmation/<signed>/",
    # the law's public doors, and following a request
    "/customer-service/",
    "/track/",
    "/report/",
    "/objection/<sealed>/",
    "/legal/<page>/",
    "/farewell/",
    "/unsubscribe/<token>/",
    "/unsubscribe/<token>/remove/",
    # machines
    "/events/calendar.ics",
    "/manifest.webmanifest",
    "/sw.js",
    "/device/",
    "/device/line/",
    "/webhooks/mail/<provider>/",
    "/webhooks/mail/<provider>/events/",
    "/healthz",
    "/readyz",
    # looks
    "/brand.css",
    "/brand/logo.png",
    "/brand/icon.png",
    "/theme/",
    "/language/",
}


def addresses(patterns=None, prefix: str = "/") -> list[tuple[str, object]]:
    """Every address of the site with its view."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + re.sub(r"<\w+:", "<", simplify_regex(str(pattern.pattern)).lstrip("/"))
        if isinstance(pattern, URLPattern):
            found.append((address, pattern.callback))
        else:
            found.extend(addresses(pattern.url_patterns, address))
    return found


def test_the_site_has_addresses():
    assert len(addresses()) > 60


def test_only_these_open_without_signing_in():
    opening = {address for address, view in addresses() if getattr(view, "login_required", True) is False}
    assert opening == OPEN


@pytest.mark.django_db
def test_every_other_address_sends_a_stranger_to_the_entrance(client):
    for address, view in addresses():
        if address in OPEN or getattr(view, "login_required", True) is False:
            continue
        path = re.sub(r"<[^>]*>", "1", address).replace("(?P", "")
        for answer in (client.get(path), client.post(path)):
            leads = answer.headers.get("Location", "")
            closed = answer.status_code == 302 and leads.startswith(("/accounts/login/", "/admin/login/"))
            assert closed or answer.status_code in (404, 405), (address, answer.status_code, leads)
