"""The house that is measured: parts of its own, made-up people and texts (`manage.py populate`), and its server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import embedded

SEED = 7


@dataclass(frozen=True)
class Numbers:
    """How large the whole house is, and shares of it."""

    members: int = 20_000
    groups: int = 500
    posts: int = 200_000
    comments: int = 1_000_000
    tickets: int = 500
    messages: int = 50_000

    def times(self, share: float) -> dict[str, int]:
        return {name: max(round(count * share), LEAST.get(name, 1)) for name, count in vars(self).items()}


LEAST = {"members": 200, "tickets": 40}


@contextmanager
def parts(data: Path) -> Iterator[None]:
    """A database and a Valkey below the folder, and an environment that names them."""
    running = embedded.start(data, durable=False)
    os.environ |= {
        "TERTULIA_DATA": str(data),
        "DATABASE_URL": embedded.database_url(data),
        "REDIS_URL": embedded.redis_url(data, 0),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_CONN_MAX_AGE": "600",
        "LOG_LEVEL": "ERROR",  # a crowd's refused posts are not news here
    }
    (data / "static").mkdir(exist_ok=True)
    try:
        yield
    finally:
        running.stop(quick=True)


def fill(share: float) -> float:
    """Migrates and loads that share of the whole; returns the seconds it took, 0 when it was there."""
    from django.core.management import call_command

    from config.populate.people import made_up

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if made_up(SEED).exists():
        return 0.0
    began = time.monotonic()
    call_command("populate", seed=SEED, **Numbers().times(share))
    return time.monotonic() - began


@contextmanager
def served() -> Iterator[int]:
    """Granian for pages, as in production: WSGI, one process, two threads."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    os.environ["BASE_URL"] = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(port), "--interface", "wsgi",
        "--workers", "1", "--blocking-threads", "2", "--no-access-log", "--log-level", "warning",
        "bench.site:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, start_new_session=True)
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
