"""The socket as it is served: by granian, in a process of its own, to a browser that may say nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from accounts.live import publish
from tests import cast
from tests.accounts.live.pages import PATIENCE, session_of

pytestmark = pytest.mark.django_db(transaction=True)
SERVER = [
    sys.executable,
    "-m",
    "granian",
    "--interface",
    "asginl",
    "--workers",
    "1",
    "--log-level",
    "warning",
]


@pytest.fixture(scope="module")
def served(django_db_setup):
    """Host and port of the whole site on this run's database."""
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
    server = subprocess.Popen([*SERVER, "--port", str(port), "config.asgi:application"], env=surroundings)
    wait_for(port)
    yield f"127.0.0.1:{port}"
    server.send_signal(signal.SIGTERM)
    server.wait(20)


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
