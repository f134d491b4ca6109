"""Every page of allauth wears our face, signed out and signed in."""

import pytest
from django.urls import get_resolver, reverse

from tests.cast import client_of

NAMES = sorted(
    name
    for name in get_resolver().reverse_dict
    if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_signing_in_is_ours(ana, name):
    arguments = {"pk": 1} if "_edit_" in name or "_remove_" in name else {}
    arguments |= {"uidb36": "1", "key": "x-y"} if name == "account_reset_password_from_key" else {}
    for client in (client_of(), client_of(ana)):
        if client.get(reverse(name, kwargs=arguments)).headers.get("Location") == "/":
            continue  # who is in already is led home
        answer = client.get(reverse(name, kwargs=arguments), follow=True)
        page = answer.content.decode()
        assert answer.status_code in (200, 404), name
        assert 'class="topbar"' in page and 'class="main"' in page and page.count("<h1") == 1, name


def test_there_are_pages():
    assert len(NAMES) > 20
