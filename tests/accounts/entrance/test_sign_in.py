"""Signing in: by password, by a code by mail, and when the door is shut."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail.models import Mail
from tests.accounts.entrance import mailbox
from tests.cast import PASSWORD, person

LOGIN = "/accounts/login/"


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def is_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def test_ana_comes_in_with_her_password(ana, client_of):
    client = client_of()
    answer = sign_in(client, "Ana@Example.com")
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert is_in(client)


def test_ana_does_not_come_in_with_another(ana, client_of):
    client = client_of()
    answer = sign_in(client, "ana@example.com", "wrong")
    assert "do not match" in answer.content.decode()
    assert "ana@example.com" in answer.content.decode()  # what she typed is kept
    assert not is_in(client)


def test_ana_comes_in_with_a_code_by_mail(ana, client_of):
    client = client_of()
    client.post("/accounts/login/code/", {"email": "ana@example.com", "next": "/settings/"})
    code = mailbox.code("ana@example.com")
    answer = client.post("/accounts/login/code/confirm/", {"code": code.lower(), "next": "/settings/"})
    assert answer["Location"] == "/settings/"
    assert is_in(client)


def test_a_code_works_once_and_only_where_it_was_asked_for(ana, client_of):
    client, other = client_of(), client_of()
    client.post("/accounts/login/code/", {"email": "ana@example.com"})
    other.post("/accounts/login/code/", {"email": "ana@example.com"})
    newest = mailbox.code("ana@example.com")
    client.post("/accounts/login/code/confirm/", {"code": newest})
    assert not is_in(client)
    other.post("/accounts/login/code/confirm/", {"code": newest})
    assert is_in(other)
    other.post("/accounts/logout/")
    other.post("/accounts/login/code/confirm/", {"code": newest})
    assert not is_in(other)


def test_three_wrong_codes_end_the_try(ana, client_of):
    client = client_of()
    client.post("/accounts/login/code/", {"email": "ana@example.com"})
    code = mailbox.code("ana@example.com")
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert not is_in(client)


def test_a_code_is_too_old_after_a_quarter_of_an_hour(ana, client_of, time_machine_at):
    client = client_of()
    client.post("/accounts/login/code/", {"email": "ana@example.com"})
    code = mailbox.code("ana@example.com")
    with time_machine_at(timezone.now() + timedelta(minutes=16)):
        client.post("/accounts/login/code/confirm/", {"code": code})
    assert not is_in(client)


def test_a_suspended_member_learns_why_until_when_and_whom_to_write_to(ana, gema, client_of):
    ana.suspend(by=gema, reason="Insults in the tennis group", until=timezone.now() + timedelta(days=3))
    client = client_of()
    answer = sign_in(client, "ana@example.com")
    assert answer.status_code == 403
    assert "Insults in the tennis group" in answer.content.decode()
    assert "<dt>" in answer.content.decode()
    assert not is_in(client)


def test_the_reason_is_not_told_to_whoever_only_knows_the_address(ana, gema, client_of):
    ana.suspend(by=gema, reason="Insults in the tennis group")
    answer = sign_in(client_of(), "ana@example.com", "wrong")
    assert "Insults" not in answer.content.decode()


def test_a_suspension_that_is_over_lets_in_again(ana, gema, client_of):
    ana.suspend(by=gema, reason="Rest", until=timezone.now() - timedelta(seconds=1))
    client = client_of()
    sign_in(client, "ana@example.com")
    assert is_in(client)


@pytest.mark.parametrize("standing", [{"joined_at": None, "approved_at": None}, {"left_at": timezone.now()}])
def test_who_has_not_joined_or_has_left_stays_outside(db, client_of, standing):
    person("Vera Sanz", **standing)
    client = client_of()
    assert sign_in(client, "vera@example.com").status_code == 403
    client.post("/accounts/login/code/", {"email": "vera@example.com"})
    assert Mail.objects.get(to="vera@example.com").kind == "accounts.unknown_account"


def test_nobody_signs_up_without_an_invitation(db, client_of):
    client = client_of()
    assert 'data-state="by-invitation"' in client.get("/accounts/signup/").content.decode()
    answer = client.post(
        "/accounts/signup/", {"email": "stranger@example.com", "password1": "correct horse battery"}
    )
    assert 'data-state="by-invitation"' in answer.content.decode()
    assert not is_in(client)


def test_signing_out_takes_a_click_and_no_less(ana, client_of):
    client = client_of(ana)
    client.get("/accounts/logout/")
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_ana_chooses_a_new_password_by_mail(ana, client_of):
    client = client_of()
    client.post("/accounts/password/reset/", {"email": "ana@example.com"})
    link = mailbox.path("ana@example.com", "/password/reset/key/")
    page = client.get(link, follow=True)
    assert 'name="password1"' in page.content.decode()
    here = page.redirect_chain[-1][0]
    client.post(here, {"password1": "tres tristes tigres"})
    assert 'name="password1"' not in client_of().get(link, follow=True).content.decode()
    fresh = client_of()
    sign_in(fresh, "ana@example.com", "tres tristes tigres")
    assert is_in(fresh)


def test_a_reset_link_leads_to_this_house_whatever_host_was_claimed(ana, client_of, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client_of().post(
        "/accounts/password/reset/", {"email": "ana@example.com"}, headers={"host": "evil.example"}
    )
    assert "evil.example" not in mailbox.mails("ana@example.com")[-1].text
