"""A whole house for a journey: the demo club served by `manage.py serve`, with its worker, beat and sockets."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import cached_property
from pathlib import Path

import psycopg

from tests import settled

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "TERTULIA_DATA",
    "DATABASE_URL",
    "REDIS_URL",
    "BASE_URL",
    "HOST",
    "PORT",
    "DEMO",
    "EMAIL_URL",
    "SECRET_KEY",
)
# Reads pieces of Python, a JSON line each, and answers each with what it printed; starting Django anew costs seconds.
SHELL = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.core.management.commands.shell import Command
from django.db import close_old_connections
for line in sys.stdin:
    said, wrong = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), Command().get_namespace(verbosity=0))
    except Exception:
        wrong = traceback.format_exc()
    close_old_connections()
    print(json.dumps([said.getvalue(), wrong]), flush=True)
"""
PATIENCE = 300  # seconds until it must be open, on a slow machine that runs other tests beside


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class House:
    """Started on entering, gone with everything of its own on leaving; with the demo club, or empty."""

    def __init__(self, *, demo: bool = True) -> None:
        self.demo = demo

    def __enter__(self) -> "House":
        self.data = Path(tempfile.mkdtemp(prefix="tertulia-journey-", dir="/tmp"))
        port = free_port()
        self.base = f"house_{os.getpid()}_{port}"
        self.database = settled.copied(self.base)
        self.address = f"http://127.0.0.1:{port}"
        plain = {name: value for name, value in os.environ.items() if name not in OURS}
        self.env = plain | {
            "TERTULIA_DATA": str(self.data), "PORT": str(port), "HOST": "127.0.0.1", "BASE_URL": self.address,
            "DEMO": str(int(self.demo)), "DATABASE_URL": self.database,
        }  # fmt: skip
        self.log = (self.data / "serve.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip
        self.wait_until_open()
        return self

    def __exit__(self, *_error) -> None:
        self.shell.kill()
        self.shell.wait()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        settled.dropped(self.base)
        shutil.rmtree(self.data, ignore_errors=True)

    def wait_until_open(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(
                    "The house did not open:\n" + (self.data / "serve.log").read_text()[-3000:]
                )
            try:
                with urllib.request.urlopen(self.address + "/healthz", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise RuntimeError("The house is not ready:\n" + (self.data / "serve.log").read_text()[-3000:])

    def printed(self, part: str) -> str:
        """The address with this in it that the terminal shows."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for word in (self.data / "serve.log").read_text().split():
                if part in word:
                    return word
            time.sleep(0.2)
        raise RuntimeError(f"The terminal shows no address with {part}")

    def let_time_pass(self) -> None:
        """What was posted a moment ago counts for nobody's pace any more."""
        moved = "UPDATE community_post SET created_at = created_at - interval '11 minutes'"
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(moved + " WHERE created_at > now() - interval '10 minutes'")

    @cached_property
    def shell(self) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", SHELL], cwd=ROOT, env=self.env | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip

    def run(self, python: str) -> str:
        """What a piece of Python prints in the house's own shell."""
        self.shell.stdin.write(json.dumps(python) + "\n")
        self.shell.stdin.flush()
        said, wrong = json.loads(self.shell.stdout.readline())
        if wrong:
            raise RuntimeError(wrong[-2000:])
        return said.strip()

    def ask(self, python: str):
        """The JSON that a piece of Python prints."""
        return json.loads(self.run(python))
