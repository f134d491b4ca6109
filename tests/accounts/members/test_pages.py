"""People's own pages, drawn."""

import pytest

OWN = [
    "/settings/",
    "/settings/preferences/",
    "/settings/security/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
    "/members/ana/",
]


@pytest.mark.parametrize("path", OWN)
def test_ana_opens_her_own_pages(ana, client_of, path):
    assert client_of(ana).get(path).status_code == 200


def test_nobody_opens_them_signed_out(client_of, db):
    for path in OWN:
        answer = client_of().get(path)
        assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"), path
