"""A nudge is quick or not at all."""

import time

import pytest
from celery import current_app
from django.db import transaction

from accounts import nudges
from tests import broken

TASK = "accounts.mail.tasks.send_due"


@pytest.fixture
def sent(monkeypatch):
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: names.append(name))
    return names


@pytest.fixture(autouse=True)
def fresh_lines():
    nudges.breaker.reset()
    nudges._producers.cache_clear()
    yield
    nudges.breaker.reset()
    nudges._producers.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_the_worker_hears_after_the_commit_and_once_a_transaction(sent):
    with transaction.atomic():
        nudges.nudge(TASK)
        nudges.nudge(TASK)
        assert sent == []
    assert sent == [TASK]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_nudges_nobody(sent):
    with transaction.atomic():
        nudges.nudge(TASK)
        transaction.set_rollback(True)
    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_a_nudge_of_a_savepoint_that_was_undone_does_not_swallow_a_later_one(sent):
    with transaction.atomic():
        with transaction.atomic():
            nudges.nudge(TASK)
            transaction.set_rollback(True)
        nudges.nudge(TASK)
    assert sent == [TASK]


@pytest.mark.django_db(transaction=True)
def test_the_real_queue_gets_it():
    with current_app.connection_for_read() as connection:
        channel = connection.default_channel
        channel.client.delete("celery")
        nudges.nudge(TASK)
        assert channel.client.llen("celery") == 1
        channel.client.delete("celery")


@pytest.mark.parametrize("breakage", broken.BREAKAGES)
@pytest.mark.django_db(transaction=True)
def test_a_dead_queue_costs_less_than_a_second_and_nothing_the_second_time(breakage, monkeypatch):
    with broken.BREAKAGES[breakage]() as port:
        url = f"redis://127.0.0.1:{port}/3"
        opened = current_app.connection_for_write
        monkeypatch.setattr(current_app, "connection_for_write", lambda **options: opened(url, **options))
        began = time.monotonic()
        nudges.nudge(TASK)
        first = time.monotonic() - began
        for _ in range(20):
            nudges.nudge(TASK)
        assert first < 1 and time.monotonic() - began < 1.2
