"""The whole house for the live bench, with the parts of production: pages, sockets, worker, schedule, and a mail server
that takes everything."""

import contextlib
import os
import resource
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from config import embedded, serving

PATIENCE = 240  # seconds until it is open, on a machine that is busy with other things
GRANIAN = ["-m", "granian", "--host", "127.0.0.1", "--log-level", "warning", "--no-access-log"]
CELERY = ["-m", "celery", "--app", "config", "--quiet"]


@dataclass
class Stage:
    pages: int  # ports
    live: int
    mail: int
    processes: dict[str, psutil.Popen] = field(default_factory=dict)

    def memory(self, part: str) -> int:
        """Bytes that the part holds, with its children."""
        one = self.processes[part]
        return sum(each.memory_info().rss for each in [one, *one.children(recursive=True)])


def open_files(count: int) -> None:
    """Lets this process, and those that it starts, hold so many files open. Raises SystemExit where that is refused."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        if hard != resource.RLIM_INFINITY and hard < count:
            raise SystemExit(f"{count} open files are needed and {hard} are allowed: ulimit -n {count}")
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@contextlib.contextmanager
def whole_house(data: Path) -> Iterator[Stage]:
    """Opens it, empty and migrated; Django of this process speaks to its database."""
    stage = Stage(free_port(), free_port(), free_port())
    running = embedded.start(data, durable=False)
    os.environ |= {
        "TERTULIA_DATA": str(data), "DATABASE_URL": embedded.database_url(data),
        "REDIS_URL": embedded.redis_url(data, 0), "DJANGO_SETTINGS_MODULE": "config.settings",
        "BASE_URL": f"http://127.0.0.1:{stage.pages}", "EMAIL_URL": f"smtp://127.0.0.1:{stage.mail}",
        "LOG_LEVEL": "WARNING", "ALLOWED_HOSTS": "127.0.0.1",
    }  # fmt: skip
    (data / "static").mkdir(exist_ok=True)
    try:
        prepare()
        start(stage, data)
        yield stage
    finally:
        for one in stage.processes.values():
            end(one)
        running.stop(quick=True)


def prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def start(stage: Stage, data: Path) -> None:
    """As the units of deploy/systemd start them."""
    commands = {
        "pages": ({"DATABASE_CONN_MAX_AGE": "600"}, [
            *GRANIAN, "--port", str(stage.pages), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
            "config.wsgi:application",
        ]),
        "live": ({"DATABASE_POOL": "4"}, serving.asgi("127.0.0.1", stage.live)[1:]),
        "worker": ({}, [
            *CELERY, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip",
            "--without-mingle",
        ]),
        "beat": ({}, [*CELERY, "beat", "--schedule", str(data / "beat"), "--pidfile=", "--loglevel", "WARNING"]),
    }  # fmt: skip
    for part, (own, command) in commands.items():
        stage.processes[part] = psutil.Popen(
            [sys.executable, *command], env=os.environ | own, start_new_session=True
        )
    for port in (stage.pages, stage.live):
        wait_for(port)


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The house did not open.")


def end(one: psutil.Popen) -> None:
    one.send_signal(signal.SIGTERM)
    try:
        one.wait(15)
    except psutil.TimeoutExpired:
        os.killpg(one.pid, signal.SIGKILL)
