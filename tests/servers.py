"""This run's own PostgreSQL and Valkey: started once, before the settings are read, and gone with the run.

Every xdist worker has its own database in the one PostgreSQL (pytest-django names them) and its own
Valkey, since live events know no numbered databases.
"""

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from config import catalogues, children, embedded
from config.embedded import processes

FOLDER = "tertulia-tests-"
ROOM = 200  # connections, for every worker of a large machine
# What a person has set for a site of their own has no say here.
NOT_OURS = (
    "BASE_URL",
    "HOST",
    "PORT",
    "DEMO",
    "EMAIL_URL",
    "INBOUND_IMAP_URL",
    "INBOUND_ADDRESS",
    "SENTRY_DSN",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "MEDIA_BUCKET",
)


class Servers:
    """What the controlling process has started."""

    def __init__(self, data: Path) -> None:
        self.data, self.running = data, []
        self.start_for("main")

    def start_for(self, worker: str) -> None:
        """A Valkey for that worker; with the first one, the PostgreSQL of all."""
        first = not self.running
        folder = self.data if first else self.data / worker
        self.running.append(embedded.start(folder, durable=False, postgres=first, room=ROOM))

    def stop(self) -> None:
        while self.running:
            self.running.pop().stop(quick=True)
        shutil.rmtree(self.data, ignore_errors=True)


servers: Servers | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests():
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        point_at(Path(os.environ["TERTULIA_TEST_DATA"]), worker)
    elif servers is None:
        start()
    return (yield)


def start() -> None:
    global servers
    end_forgotten()
    data = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-", dir="/tmp"))
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, interrupted)
    servers = Servers(data)
    atexit.register(servers.stop)
    catalogues.compile_stale()
    os.environ["TERTULIA_TEST_DATA"] = str(data)
    point_at(data)


def point_at(data: Path, worker: str = "") -> None:
    """Lets the settings of this process find its database, its Valkey and its files."""
    own = data / worker if worker else data
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ["DATABASE_URL"] = embedded.database_url(data)
    os.environ["REDIS_URL"] = embedded.redis_url(own, 0)
    os.environ["TERTULIA_DATA"] = str(own)
    (own / "static").mkdir(parents=True, exist_ok=True)  # its absence would be warned of in every test


def interrupted(sign, frame) -> None:
    raise KeyboardInterrupt


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test waits for its database or its browser a good part of its time."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    if servers:
        servers.start_for(node.gateway.id)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if servers:
        servers.stop()


def end_forgotten() -> None:
    """Ends what runs that were killed could not end themselves."""
    for data in Path("/tmp").glob(f"{FOLDER}*"):
        pid = int(data.name.removeprefix(FOLDER).partition("-")[0])
        if data.is_symlink() or data.stat().st_uid != os.getuid() or processes.is_running(pid):
            continue
        for record in data.glob("**/serve.json"):
            launcher = children.noted(record).get("launcher", [0, ""])
            if children.is_leftover(*launcher):
                children.end_group(launcher[0], 20)
        parts = [
            embedded.Postgres(found.parents[1], durable=False) for found in data.glob("**/postmaster.pid")
        ]
        parts += [embedded.Valkey(found.parents[1]) for found in data.glob("**/valkey/server.pid")]
        for part in parts:
            part.stop(quick=True)
        shutil.rmtree(data, ignore_errors=True)
