"""Whose mail comes back reads it on the page, and says when it works again."""

import pytest
from django.utils import timezone

from accounts.mail.dead_addresses import DeadAddress
from tests.community.examples import everybody

pytestmark = pytest.mark.django_db
SAID = "comes back"


def test_ana_reads_that_her_mail_comes_back_until_she_says_that_it_works(ana, bruno, client_of):
    everybody().admit(ana)
    DeadAddress.objects.create(address=ana.email, since=timezone.now(), reason="unknown")
    client = client_of(ana)
    assert SAID in client.get("/").content.decode()
    assert SAID not in client_of(bruno).get("/").content.decode()
    client.post("/settings/mail/again/")
    assert SAID not in client.get("/").content.decode() and not DeadAddress.objects.exists()
