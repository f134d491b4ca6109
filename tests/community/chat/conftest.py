"""Sockets in tests, as the tests of the live line set them up; and two people who talk."""

import pytest
from django.db import close_old_connections

from accounts.live import publish, rechecking
from tests.community.chat.examples import between
from tests.community.examples import closed


@pytest.fixture
def live(monkeypatch):
    """The hub looks again only when the test asks, however slow the machine; what threads opened is closed."""
    monkeypatch.setattr(rechecking, "CHECK_EVERY", 3600)
    monkeypatch.setattr(rechecking, "PATIENCE", 3600)
    monkeypatch.setattr("channels.testing.application.no_op", close_old_connections)


@pytest.fixture
def lost_pushes(monkeypatch):
    """Nothing that is pushed arrives."""
    monkeypatch.setattr(publish.line, "send", lambda words, keep=True: None)


@pytest.fixture
def club(ana, gema):
    return closed("Dinners", ana, gema)


@pytest.fixture
def two(ana, bruno):
    return between(ana, bruno)
