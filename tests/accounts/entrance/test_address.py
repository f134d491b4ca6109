"""Changing one's address: the new one is shown to be one's own, the old one hears of it."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.adapter import AccountAdapter
from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import is_in, sign_in

HERS = "ana.ruiz@example.org"


@pytest.fixture
def client(ana):
    browser = Client()
    sign_in(browser, ana.email)
    return browser


def test_ana_takes_a_new_address_by_a_code_sent_to_it(ana, client):
    client.post("/accounts/email/", {"action_add": "", "email": HERS.title()})
    ana.refresh_from_db()
    assert ana.email == "ana@example.com"  # until the code is typed
    client.post("/accounts/confirm-email/", {"code": mailbox.code(HERS)})
    ana.refresh_from_db()
    assert ana.email == HERS
    assert HERS in mailbox.mails("ana@example.com")[-1].text
    assert list(EmailAddress.objects.filter(user=ana).values_list("email", "verified")) == [(HERS, True)]
    fresh = Client()
    sign_in(fresh, HERS)
    assert is_in(fresh)
    sign_in(old := Client(), "ana@example.com")
    assert not is_in(old)


def test_row_31_the_address_of_somebody_else_is_promised_a_code_and_never_taken(ana, bruno, client):
    answer = client.post("/accounts/email/", {"action_add": "", "email": bruno.email})
    assert answer["Location"] == "/accounts/confirm-email/"
    answer = client.post("/accounts/confirm-email/", {"code": mailbox.code(bruno.email)})
    assert str(AccountAdapter.error_messages["email_taken"]) in answer.content.decode()
    ana.refresh_from_db()
    assert ana.email == "ana@example.com"


def test_row_34_a_code_is_bound_to_the_address_it_was_sent_to(ana, client):
    client.post("/accounts/email/", {"action_add": "", "email": HERS})
    first = mailbox.code(HERS)
    client.post("/accounts/email/", {"action_add": "", "email": "other@example.org"})
    client.post("/accounts/confirm-email/", {"code": first})
    ana.refresh_from_db()
    assert ana.email == "ana@example.com"
