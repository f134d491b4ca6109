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
from pathlib import Path

import psycopg

from config import embedded

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
PATIENCE = 300  # seconds until it must be open, on a slow machine that runs other tests beside


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class House:
    """Started on entering, gone with everything of its own on leaving."""

    def __enter__(self) -> "House":
        self.data = Path(tempfile.mkdtemp(prefix="tertulia-journey-", dir="/tmp"))
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        plain = {name: value for name, value in os.environ.items() if name not in OURS}
        self.env = plain | {
            "TERTULIA_DATA": str(self.data), "PORT": str(port), "HOST": "127.0.0.1", "BASE_URL": self.address,
        }  # fmt: skip
        self.log = (self.data / "serve.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip
        self.wait_until_open()
        return self

    def __exit__(self, *_error) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
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

    def let_time_pass(self) -> None:
        """What was posted a moment ago counts for nobody's pace any more."""
        moved = "UPDATE community_post SET created_at = created_at - interval '11 minutes'"
        with psycopg.connect(embedded.database_url(self.data), autocommit=True) as connection:
            connection.execute(moved + " WHERE created_at > now() - interval '10 minutes'")

    def run(self, python: str) -> str:
        """What a piece of Python prints in the house's own shell."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", python], cwd=ROOT, env=self.env,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout.strip()

    def ask(self, python: str):
        """The JSON that a piece of Python prints."""
        return json.loads(self.run(python))
