"""Showing once more that it is you, before what is yours alone to change."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.adapter import AccountAdapter
from accounts.mail.models import Mail
from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import sign_in
from tests.cast import PASSWORD

LATER = timedelta(minutes=20)
ADD_KEY = "/accounts/2fa/webauthn/add/"


@pytest.fixture
def later(time_machine_at):
    with time_machine_at(timezone.now() + LATER):
        yield


@pytest.fixture
def signed_in(ana):
    client = Client()
    sign_in(client, ana.email)
    return client


@pytest.fixture
def without_password(ana):
    ana.set_unusable_password()
    ana.save()
    client = Client()
    client.post("/accounts/login/code/", {"email": ana.email})
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code(ana.email)})
    return client


def test_whoever_has_just_come_in_is_not_asked(signed_in):
    assert signed_in.get(ADD_KEY).status_code == 200


def test_later_the_password_is_asked_for_and_leads_on(signed_in, later):
    door = signed_in.get(ADD_KEY)["Location"]
    assert door.startswith("/accounts/reauthenticate/?next=")
    assert (
        str(AccountAdapter.error_messages["incorrect_password"])
        in signed_in.post(door, {"password": "wrong"}).content.decode()
    )
    assert signed_in.post(door, {"password": PASSWORD})["Location"] == ADD_KEY
    assert signed_in.get(ADD_KEY).status_code == 200


def test_without_a_password_a_code_by_mail_is_asked_for(ana, without_password, later):
    door = without_password.get(ADD_KEY)["Location"]
    assert door.startswith("/accounts/again/?next=")
    before = Mail.objects.count()
    assert "/accounts/again/code/" in without_password.get(door).content.decode()
    assert Mail.objects.count() == before  # looking sends nothing
    without_password.post("/accounts/again/code/", {"next": ADD_KEY})
    answer = without_password.post("/accounts/again/", {"code": mailbox.code(ana.email), "next": ADD_KEY})
    assert answer["Location"] == ADD_KEY
    assert without_password.get(ADD_KEY).status_code == 200


def test_a_code_is_taken_three_times_and_once(ana, without_password, later):
    without_password.post("/accounts/again/code/")
    code = mailbox.code(ana.email)
    for _ in range(3):
        without_password.post("/accounts/again/", {"code": "AAAA-AAAA"})
    assert without_password.post("/accounts/again/", {"code": code}).status_code == 200
    assert without_password.get(ADD_KEY).status_code == 302


def test_row_27_the_code_leads_to_no_foreign_house(ana, without_password, later):
    without_password.post("/accounts/again/code/")
    sent = {"code": mailbox.code(ana.email), "next": "https://evil.example/"}
    assert "evil" not in without_password.post("/accounts/again/", sent)["Location"]


def test_row_50_codes_are_not_sent_without_end(ana, without_password, later):
    before = Mail.objects.count()
    answers = [without_password.post("/accounts/again/code/").status_code for _ in range(6)]
    assert Mail.objects.count() == before + 3
    assert answers[-1] == 429
