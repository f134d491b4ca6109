"""The door that the faults shut, and what a person notices of a queue that is gone (D-9)."""

import socket
import time
import uuid

import pytest
from celery import current_app

from accounts import nudges
from accounts.live import publish
from accounts.models import Mail
from faults.proxy import PASS, REFUSE, SILENT, Proxy
from tests import broken
from tickets.models import Ticket


@pytest.fixture
def echo(tmp_path):
    """A proxy before a server that answers once, with what it heard."""
    with socket.socket(socket.AF_UNIX) as server, socket.socket() as free:
        server.bind(str(tmp_path / "s"))
        server.listen()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        with Proxy(port, tmp_path / "s") as proxy:
            yield proxy, server


def call(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=0.5)


def test_it_carries_both_ways(echo):
    proxy, server = echo
    with call(proxy.port) as line:
        line.sendall(b"hello")
        there, _ = server.accept()
        assert there.recv(16) == b"hello"
        there.sendall(b"you too")
        assert line.recv(16) == b"you too"
        there.close()


def test_refusing_hangs_up_and_takes_no_calls_until_it_passes_again(echo):
    proxy, server = echo
    with call(proxy.port) as line:
        line.sendall(b"hello")
        server.accept()[0].close()
        proxy.become(REFUSE)
        with pytest.raises(ConnectionRefusedError):
            call(proxy.port)
    proxy.become(PASS)
    call(proxy.port).close()


def test_silent_takes_calls_and_answers_nothing(echo):
    proxy, _server = echo
    proxy.become(SILENT)
    with call(proxy.port) as line:
        line.sendall(b"hello")
        with pytest.raises(TimeoutError):
            line.recv(16)


@pytest.mark.parametrize("breakage", broken.BREAKAGES)
@pytest.mark.django_db(transaction=True)
def test_row_f4_a_complaint_is_accepted_within_a_second_and_a_half(
    breakage, client_of, ana, sol, monkeypatch
):
    """Cache, live line and queue are all gone; the request, its receipt and its place in the outbox are there."""
    browser = client_of(ana)
    complain(browser, "The lift is slow.")
    usual = complain(browser, "The bar is closed.")
    with broken.BREAKAGES[breakage]() as port:
        silence(monkeypatch, f"redis://127.0.0.1:{port}")
        took = complain(browser, "The showers are cold.")
    assert Ticket.objects.filter(customer=ana).count() == 3
    assert Mail.objects.filter(to=ana.email).count() == 3
    # On a machine that does much else, beside what it takes there with everything in place.
    assert took < 1.5 + 2 * usual


def complain(browser, words: str) -> float:
    """Seconds until it is accepted."""
    sent = {"kind": "complaint", "audience": "staff", "body": words, "submission": uuid.uuid4()}
    began = time.monotonic()
    answer = browser.post("/posts/new/", sent)
    took = time.monotonic() - began
    assert answer.status_code == 302, answer.content[:300]
    return took


def silence(monkeypatch, url: str) -> None:
    opened = current_app.connection_for_write
    monkeypatch.setattr(current_app, "connection_for_write", lambda **options: opened(f"{url}/3", **options))
    monkeypatch.setattr(publish, "line", publish.Line(pause=60))
    monkeypatch.setattr("django.conf.settings.LIVE_REDIS_URL", f"{url}/2")
    nudges.breaker.reset()
    nudges._producers.cache_clear()


@pytest.fixture(autouse=True)
def fresh_lines():
    yield
    nudges.breaker.reset()
    nudges._producers.cache_clear()
