"""A house that takes mail in."""

import pytest

INBOUND = "reply@club.example.com"


@pytest.fixture(autouse=True)
def taking_mail_in(settings):
    settings.INBOUND_ADDRESS = INBOUND
    settings.DEFAULT_FROM_EMAIL = "club@club.example.com"
