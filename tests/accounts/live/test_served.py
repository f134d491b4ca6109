"""The socket as it is served: by uvicorn, in a process of its own, to a browser that may say nothing."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from functools import partial
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from accounts.live import publish
from bench.listeners import Listener
from config import serving
from tests import cast
from tests.accounts.live.pages import PATIENCE, session_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server(django_db_setup):
    """The process that serves the whole site on this run's database, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    database = (
        urlsplit(os.environ["DATABASE_URL"])
        ._replace(path="/" + settings.DATABASES["default"]["NAME"])
        .geturl()
    )
    surroundings = os.environ | {
        "DATABASE_URL": database,
        "DATABASE_POOL": "4",
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    server = subprocess.Popen(serving.asgi("127.0.0.1", port), env=surroundings)
    wait_for(port)
    yield psutil.Process(server.pid), port
    server.send_signal(signal.SIGTERM)
    server.wait(20)


@pytest.fixture(scope="module")
def served(server):
    """Host and port."""
    return f"127.0.0.1:{server[1]}"


def wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE)
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def opened(served: str, session: str, origin: str = ""):
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    return connect(
        f"ws://{served}/ws/", additional_headers=cookie, origin=origin or f"http://{served}", proxy=None
    )


def code_of_closing(page, within: float) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        page.recv(timeout=within)
    return closed.value.rcvd.code


def test_row_38_a_silent_browser_is_shown_out_within_five_seconds(ana, served):
    session = session_of(ana)
    with opened(served, session) as page:
        page.send('{"since": 0}')
        assert json.loads(page.recv(timeout=PATIENCE)) == {"since": 0}
        Session.objects.filter(session_key=session).delete()
        assert code_of_closing(page, within=5) == 4403


def test_row_38_signing_out_in_one_process_closes_the_socket_in_another(ana, served):
    client = cast.client_of(ana)
    with opened(served, client.session.session_key) as page:
        page.send('{"since": 0}')
        page.recv(timeout=PATIENCE)
        client.logout()
        assert code_of_closing(page, within=2) == 4403


def test_who_is_signed_out_is_told_by_the_code(db, served):
    with opened(served, "0" * 32) as page:
        assert code_of_closing(page, within=5) == 4403


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_row_37_foreign_origin_is_refused_in_the_handshake(ana, served, origin):
    with pytest.raises(InvalidStatus) as refused:
        opened(served, session_of(ana), origin=origin)
    assert refused.value.response.status_code == 403


def test_what_is_pushed_here_is_heard_there(ana, served):
    with opened(served, session_of(ana)) as page:
        page.send('{"since": 0}')
        page.recv(timeout=PATIENCE)
        publish.push(f"member:{ana.pk}", {"event": "notification", "serial": 1})
        assert json.loads(page.recv(timeout=PATIENCE)) == {"event": "notification", "serial": 1}


def test_a_socket_costs_a_hundred_kilobytes_at_most(ana, bruno, marta, sol, server):
    """A server that keeps a large buffer for each (docs/performance.md) needs a machine of its own for the club."""
    process, port = server
    cookies = [f"{settings.SESSION_COOKIE_NAME}={session_of(one)}" for one in (ana, bruno, marta, sol)]

    async def grown() -> float:
        await crowd(port, cookies)  # what the first ones cost is not a socket's
        before = process.memory_info().rss
        lines = await crowd(port, cookies * 25)
        return (process.memory_info().rss - before) / len(lines)

    assert asyncio.run(grown()) <= 100 * 1024


async def crowd(port: int, cookies: list[str]) -> list[Listener]:
    """One open line for each of the cookies; each has been answered."""
    loop, answers, lines = asyncio.get_running_loop(), asyncio.Queue(), []
    for cookie in cookies:
        how = (f"127.0.0.1:{port}", "/ws/", cookie, '{"since": 0}', lambda *frame: answers.put_nowait(frame))
        lines.append((await loop.create_connection(partial(Listener, *how), "127.0.0.1", port))[1])
        lines[-1].ready.cancel()  # it waits for a topic, and these ask for none
    for _ in cookies:
        await asyncio.wait_for(answers.get(), PATIENCE)
    return lines


def test_r14_a_database_that_dropped_every_connection_is_found_again(ana, served):
    with opened(served, session_of(ana)) as page, connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            answers = []
            while {"refused": "post:999999999"} not in answers:
                page.send('{"watch": "post:999999999"}')
                answers.append(json.loads(page.recv(timeout=PATIENCE)))
            assert len(answers) <= 4
        publish.push(f"member:{ana.pk}", {"event": "notification"})
        assert json.loads(page.recv(timeout=PATIENCE))["event"] in ("notification", "resync")
