"""What happens inside of the house's processes when a file says so: one dies between COMMIT and whatever it would have
told the world; or the world outside stops answering."""

import os
import socket
import sys
import time
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

SERVERS = {"granian", "uvicorn"}


class Faulty(AppConfig):
    name = "faults"
    default = False

    def ready(self):
        from config.celery import app

        for entry in app.conf.beat_schedule.values():
            if isinstance(entry["schedule"], int | float):  # what comes once a night waits for its hour
                entry["schedule"] /= settings.HURRY
        if settings.CRASH_AT == "after-commit":
            crash_after_commit(Path(settings.CRASH_FILE))
        if settings.OUTSIDE_FILE:
            lose_the_outside(Path(settings.OUTSIDE_FILE))


def crash_after_commit(file: Path) -> None:
    """From now on the first web process that has committed, and has somebody to tell, takes the file and dies."""
    tell = BaseDatabaseWrapper.run_and_clear_commit_hooks

    def die_or_tell(self):
        if self.run_on_commit and sys.modules.keys() & SERVERS and taken(file):
            os._exit(137)
        return tell(self)

    BaseDatabaseWrapper.run_and_clear_commit_hooks = die_or_tell


def taken(file: Path) -> bool:
    """Whether this process was the one that took it."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True


SILENCE = 5.0  # seconds until a name server that is away is given up, as by the usual resolver
HERE = {None, "", "localhost", "127.0.0.1", "::1"}


def lose_the_outside(file: Path) -> None:
    """While the file is there no name is found and no address outside of this machine answers."""
    ask, connect = socket.getaddrinfo, socket.socket.connect

    def ask_or_wait(host, *rest, **more):
        if host not in HERE and file.exists():
            time.sleep(SILENCE)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ask(host, *rest, **more)

    def connect_or_wait(self, address):
        if isinstance(address, tuple) and address[0] not in HERE and file.exists():
            time.sleep(SILENCE)
            raise TimeoutError("timed out")
        return connect(self, address)

    socket.getaddrinfo = ask_or_wait
    socket.socket.connect = connect_or_wait  # type: ignore[method-assign]
