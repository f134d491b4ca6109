"""The second factor: owed by staff, open to everybody."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.brand.models import Brand
from accounts.entrance import vault
from tests.accounts.entrance import authenticator
from tests.accounts.entrance.test_sign_in import is_in, sign_in

OWED = "/settings/second-factor/"


@pytest.fixture
def at_the_same_step():
    """The clock stands still, so no code changes between being read and being typed."""
    with time_machine.travel("2026-12-01T10:00:05+00:00", tick=False) as clock:
        yield clock


def with_app(client, member) -> str:
    sign_in(client, member.email)
    return authenticator.set_up(client)


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/accounts/member/", "/settings/", "/invitations/", "/members/ana/"]
)
def test_row_43_a_password_alone_opens_nothing_for_staff(sol, ana, path):
    client = Client()
    sign_in(client, "sol@example.com")
    assert client.get(path)["Location"] == OWED
    assert client.post(path)["Location"] == OWED


def test_row_43_nor_does_a_password_when_an_app_is_set_up_elsewhere(sol, at_the_same_step):
    password_only = Client()
    password_only.force_login(sol)
    Authenticator.objects.create(user=sol, type="totp", data={"secret": vault.lock("A" * 32)})
    assert password_only.get("/admin/")["Location"] == OWED
    assert "/accounts/2fa/reauthenticate/" in password_only.get(OWED).content.decode()


def test_row_43_the_admin_has_no_sign_in_of_its_own(sol, client_of):
    answer = client_of().get("/admin/login/?next=/admin/tickets/")
    assert answer["Location"].startswith("/accounts/login/?next=")
    answer = client_of().post("/admin/login/", {"username": "sol@example.com", "password": "tertulia"})
    assert answer["Location"].startswith("/accounts/login/")


def test_the_admin_is_no_place_for_members(ana, marta, client_of):
    for member in (ana, marta):
        assert client_of(member).get("/admin/", follow=True).status_code == 403


def test_sol_sets_up_an_app_at_the_first_entry_and_is_in(sol, at_the_same_step):
    client = Client()
    answer = sign_in(client, "sol@example.com")
    assert answer["Location"] == OWED
    authenticator.set_up(client)
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes.count("<code>") == 10
    assert client.get("/admin/tickets/ticket/").status_code == 200


def test_next_time_sol_types_the_code_of_the_app(sol, at_the_same_step):
    secret = with_app(Client(), sol)
    at_the_same_step.shift(60)
    client = Client()
    assert sign_in(client, "sol@example.com")["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": authenticator.now(secret)})
    assert client.get("/admin/tickets/ticket/").status_code == 200


def test_a_recovery_code_lets_in_once(sol, at_the_same_step):
    first = Client()
    with_app(first, sol)
    code = first.get("/accounts/2fa/recovery-codes/").content.decode().split("<code>")[1].split("<")[0]
    for expected in (True, False):
        client = Client()
        sign_in(client, "sol@example.com")
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected


def test_row_36_a_code_of_the_app_counts_once(sol, at_the_same_step):
    secret = with_app(Client(), sol)
    at_the_same_step.shift(60)
    seen = authenticator.now(secret)
    first, second = Client(), Client()
    for client, expected in ((first, True), (second, False)):
        sign_in(client, "sol@example.com")
        client.post("/accounts/2fa/authenticate/", {"code": seen})
        assert is_in(client) is expected


def test_row_36_a_code_of_the_step_before_or_after_does_not_count(sol, at_the_same_step):
    secret = with_app(Client(), sol)
    at_the_same_step.shift(300)
    for steps in (-1, 1):
        client = Client()
        sign_in(client, "sol@example.com")
        client.post("/accounts/2fa/authenticate/", {"code": authenticator.now(secret, steps)})
        assert not is_in(client)


def test_row_35_codes_of_the_app_cannot_be_guessed_without_end(sol, at_the_same_step):
    secret = with_app(Client(), sol)
    at_the_same_step.shift(60)
    client = Client()
    sign_in(client, "sol@example.com")
    for number in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})
    client.post("/accounts/2fa/authenticate/", {"code": authenticator.now(secret)})
    assert not is_in(client)


def test_in_the_demo_house_staff_may_come_in_with_a_password(sol):
    Brand(is_demo=True).save()
    client = Client()
    assert sign_in(client, "sol@example.com")["Location"] == "/"
    for path in ("/settings/", "/admin/tickets/ticket/"):
        assert 'id="demo-staff"' in client.get(path).content.decode()


def test_members_are_asked_for_nothing(ana, client_of):
    assert client_of(ana).get("/settings/").status_code == 200


def test_row_32_a_new_second_factor_ends_all_other_sessions(sol, at_the_same_step):
    elsewhere, here = Client(), Client()
    sign_in(elsewhere, "sol@example.com")
    assert elsewhere.get(OWED).status_code == 200
    with_app(here, sol)
    assert elsewhere.get(OWED).status_code == 302
    assert is_in(here)


def test_taking_the_app_away_leaves_staff_at_the_door(sol, at_the_same_step):
    client = Client()
    with_app(client, sol)
    assert client.get("/admin/tickets/ticket/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/admin/")["Location"] == OWED


def test_the_secret_cannot_be_read_in_the_database(sol, at_the_same_step):
    secret = with_app(Client(), sol)
    stored = Authenticator.objects.get(user=sol, type="totp").data["secret"]
    assert secret not in stored
    assert vault.unlock(stored) == secret


def test_with_another_site_key_no_code_fits(sol, at_the_same_step, settings):
    stored = vault.lock("A" * 32)
    settings.SECRET_KEY = "another key of the site, long enough"
    assert vault.unlock(stored) != vault.unlock(stored) != "A" * 32
    settings.SECRET_KEY_FALLBACKS = []
    assert Session.objects.count() == 0
