"""Alive and ready."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.utils import timezone

from accounts import fragments
from accounts.fragments import FragmentCache
from accounts.heartbeats.models import SLA_SWEEP, WORKER, Heartbeat
from accounts.mail import outbox
from accounts.mail.models import Mail
from config import health, tasks
from tests import broken


@pytest.fixture
def beating(db):
    for name in (WORKER, SLA_SWEEP):
        Heartbeat.objects.beat(name)


def letter(**fields) -> Mail:
    return outbox.put(Mail(to="ana@example.com", kind="tests.letter", subject="s", text="t", **fields))


def test_alive_asks_nobody(client_of, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client_of().get("/healthz")
    assert answer.status_code == 200 and answer.content == b"ok" and "no-store" in answer["Cache-Control"]


def test_ready_when_everything_beats(client_of, beating):
    answer = client_of().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "cache": "ok",
        "worker": "ok",
        "sla_sweep": "ok",
        "outbox": "ok",
    }


def test_only_staff_see_how_old_things_are(client_of, beating, ana, sol):
    assert "ages" not in client_of(ana).get("/readyz").json()
    ages = client_of(sol).get("/readyz").json()["ages"]
    assert set(ages) == {"worker", "sla_sweep", "outbox"} and ages["worker"] < 60


@pytest.mark.parametrize(("name", "part"), [(WORKER, "worker"), (SLA_SWEEP, "sla_sweep")])
def test_a_worker_or_a_sweep_that_stopped_is_not_ready(client_of, beating, name, part):
    Heartbeat.objects.beat(name, timezone.now() - timedelta(minutes=5))
    answer = client_of().get("/readyz")
    assert (
        answer.status_code == 503
        and answer.json()[part] == "late"
        and answer.json()["status"] == "unavailable"
    )


def test_a_house_whose_worker_never_beat_is_not_ready(client_of, db):
    answer = client_of().get("/readyz")
    assert answer.status_code == 503 and answer.json()["worker"] == "silent"


def test_a_mail_that_waits_is_told_and_costs_nobody_a_page(client_of, beating):
    letter(next_try_at=timezone.now() - timedelta(minutes=5))
    answer = client_of().get("/readyz")
    assert answer.status_code == 200 and answer.json()["outbox"] == "late"


def test_a_mail_for_later_is_not_late(client_of, beating):
    letter(next_try_at=timezone.now() + timedelta(minutes=5))
    assert client_of().get("/readyz").json()["outbox"] == "ok"


@pytest.mark.parametrize("breakage", broken.BREAKAGES)
def test_a_dead_cache_is_told_and_costs_nobody_a_page(client_of, beating, breakage):
    living = caches["fragments"]
    with broken.BREAKAGES[breakage]() as port:
        caches["fragments"] = FragmentCache(f"redis://127.0.0.1:{port}/1", {})
        answer = client_of().get("/readyz")
    caches["fragments"] = living
    fragments.breaker.reset()
    assert answer.status_code == 200 and answer.json()["cache"] == "away"


def test_without_its_database_it_is_not_ready(client_of, beating, monkeypatch):
    def gone(as_of):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(Heartbeat.objects, "ages", gone)
    monkeypatch.setattr(health.connection, "close", lambda: None)
    answer = client_of().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "away" and answer.json()["worker"] == "unknown"


def test_the_task_is_the_heartbeat(db):
    tasks.heartbeat()
    tasks.heartbeat()
    assert Heartbeat.objects.ages(timezone.now())[WORKER] < 60


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_there(client_of, db, address):
    assert client_of().post(address).status_code == 405
