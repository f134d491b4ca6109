"""Databases with every table in them, copied from one that was migrated once in this run: that takes ten seconds."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PATTERN = "settled"


def beside(name: str) -> str:
    """The address of another database of this run's PostgreSQL."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def _at_the_server():
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def pattern() -> str:
    """The name of the database to copy from; whoever asks first migrates it, and the others wait."""
    with (
        (Path(os.environ["TERTULIA_TEST_DATA"]) / "settled.lock").open("w") as lock,
        _at_the_server() as server,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PATTERN]).fetchone():
            half = PATTERN + "_half"
            server.execute(f"CREATE DATABASE {half}")
            env = os.environ | {"DATABASE_URL": beside(half), "DJANGO_SETTINGS_MODULE": "config.settings"}
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
            server.execute(f"ALTER DATABASE {half} RENAME TO {PATTERN}")
    return PATTERN


def copied(name: str) -> str:
    """The address of a new database of that name, settled and empty."""
    settled = pattern()
    with _at_the_server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {settled}")
    return beside(name)


def dropped(name: str) -> None:
    with _at_the_server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
