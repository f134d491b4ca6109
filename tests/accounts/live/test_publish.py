"""A push waits for the commit, and a dead Redis costs nothing but a moment of liveness (D-9)."""

import socket
import threading
import time

import pytest
import redis
from django.conf import settings
from django.db import transaction

from accounts.live import publish
from config import embedded
from tests.accounts.live.listeners import Listener


@pytest.fixture
def line(monkeypatch):
    """A line of the test's own that mends itself quickly."""
    line = publish.Line(pause=0.02)
    monkeypatch.setattr(publish, "line", line)
    yield line
    line.kept.clear()


@pytest.fixture
def listener():
    with Listener(settings.LIVE_REDIS_URL) as listener:
        yield listener


@pytest.fixture
def silent_redis(settings):
    """Takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.LIVE_REDIS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/2"
        yield server


@pytest.fixture
def refused_redis(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.LIVE_REDIS_URL = f"redis://127.0.0.1:{port}/2"


def test_the_frame_is_made_once_with_the_topics_own_name():
    assert publish.message("post:7", {"event": "changed"}) == 'post:7\n{"event":"changed","post":7}'
    assert publish.message("request:RIB-2026-1-K", {"event": "gone"}) == (
        'request:RIB-2026-1-K\n{"event":"gone","request":"RIB-2026-1-K"}'
    )
    assert publish.message("member:3", {"event": "notification", "serial": 4}) == (
        'member:3\n{"event":"notification","serial":4}'
    )


def test_there_are_no_events_but_those_of_the_contract(db):
    with pytest.raises(ValueError, match="no such event"):
        publish.push("post:7", {"event": "exploded"})


@pytest.mark.django_db(transaction=True)
def test_nothing_is_heard_before_the_commit_nor_after_a_rollback(line, listener):
    with transaction.atomic():
        publish.push("post:7", {"event": "gone"})
        transaction.set_rollback(True)
    with transaction.atomic():
        publish.push("post:7", {"event": "changed"})
        publish.revoke(3, "post:7")
        publish.revoke(topic="post:7")
        publish.end_member(3)
        assert listener.heard() == []
    publish.end_session("secret")
    words = listener.next(5)
    assert words[:4] == [
        'post:7\n{"event":"changed","post":7}',
        "!rights\n3 post:7",
        "!rights\n* post:7",
        "!member\n3",
    ]
    assert words[4].startswith("!session\n")
    assert "secret" not in words[4]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["silent_redis", "refused_redis"])
def test_f4_a_dead_redis_costs_a_request_less_than_a_second_and_only_once(request, line, state):
    request.getfixturevalue(state)
    line.pause = 60
    started = time.monotonic()
    with transaction.atomic():
        for _ in range(20):
            publish.push("post:7", {"event": "changed"})
    assert time.monotonic() - started < 1
    started = time.monotonic()
    for _ in range(20):
        publish.push("post:7", {"event": "changed"})
    assert time.monotonic() - started < 0.1
    assert len(line.kept) == 40


@pytest.mark.django_db(transaction=True)
def test_f4_what_was_said_while_redis_was_away_arrives_when_it_is_back(
    line, listener, settings, refused_redis
):
    away = settings.LIVE_REDIS_URL
    publish.push("post:7", {"event": "changed"})
    publish.push("post:8", {"event": "changed"})
    publish.line.send("hall:1\ntyping", keep=False)
    assert away and listener.heard() == []
    settings.LIVE_REDIS_URL = listener.url
    assert listener.next(2) == [
        'post:7\n{"event":"changed","post":7}',
        'post:8\n{"event":"changed","post":8}',
    ]
    while line.mending:
        line.mending.join(3)
    publish.push("post:9", {"event": "changed"})
    assert listener.next(1) == ['post:9\n{"event":"changed","post":9}']


def test_f4_more_than_can_be_kept_becomes_one_gap(line, listener, settings, refused_redis, monkeypatch):
    monkeypatch.setattr(publish, "KEPT", 3)
    line.pause = 0.2
    for number in range(4):
        line.send(f"post:{number}\nx")
    settings.LIVE_REDIS_URL = listener.url
    assert listener.next(2) == ["!gap\n", "post:3\nx"]


def test_f3_a_restarted_redis_is_found_again_without_a_lost_word(tmp_path, line, settings):
    folder = tmp_path / "valkey"
    server = embedded.start(folder, durable=False, postgres=False)
    settings.LIVE_REDIS_URL = embedded.redis_url(folder, 2)
    try:
        line.send("post:1\nx")
        server.stop(quick=True)
        server = embedded.start(folder, durable=False, postgres=False)
        with Listener(settings.LIVE_REDIS_URL) as listener:
            line.send("post:2\nx")
            assert listener.next(1) == ["post:2\nx"]
    finally:
        server.stop(quick=True)


def test_many_threads_find_one_dead_redis(line, silent_redis):
    line.pause = 60
    threads = [threading.Thread(target=line.send, args=[f"post:{n}\nx"]) for n in range(12)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started < 1
    assert sorted(line.kept) == sorted(f"post:{n}\nx" for n in range(12))


def test_the_librarys_own_tries_are_off(refused_redis):
    started = time.monotonic()
    with pytest.raises(redis.ConnectionError):
        publish._redis(settings.LIVE_REDIS_URL).publish("x", "y")
    assert time.monotonic() - started < 0.2
