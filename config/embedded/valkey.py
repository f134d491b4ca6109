"""Valkey below the data folder: the queue, the cache and the live events, on a private socket only."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from pathlib import Path

from config.embedded import binaries, processes
from config.embedded.errors import CannotStart
from config.embedded.places import clear_away, open_private, valkey_socket
from config.embedded.postgres import last_words

PROGRAMS = ("valkey-server", "redis-server")
PATIENCE = 60  # seconds; a long append-only file is read before it answers


class Valkey:
    """One server, no port, no password."""

    name = "the queue (Valkey)"

    def __init__(self, data: Path, durable: bool = True) -> None:
        self.data, self.durable = data, durable
        self.socket = valkey_socket(data)
        self.folder = data / "valkey"
        self.noted = self.folder / "server.pid"
        self.log = data / "valkey.log"
        self.child: subprocess.Popen[bytes] | None = None

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(3)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def is_gone(self) -> bool:
        if self.child:
            return self.child.poll() is not None
        pid = self.noted_pid()
        return not self.answers() and not (pid and processes.works_in(pid, self.folder, PROGRAMS))

    def start(self) -> bool:
        """Leaves it answering. Returns whether it had to be started; raises CannotStart."""
        open_private(self.socket.parent, os.getuid())
        if self.takes_over():
            return False
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.launch()
        return True

    def stop(self, quick: bool = False) -> None:
        pid = self.child.pid if self.child else self.noted_pid()
        if pid and (self.child or processes.works_in(pid, self.folder, PROGRAMS)):
            processes.end(pid, (signal.SIGTERM, 2.0 if quick else 15.0), (signal.SIGKILL, 5.0))
        if self.child:
            self.child.wait()
        self.child = None
        clear_away(self.socket.parent)

    def takes_over(self) -> bool:
        if self.answers():
            return True
        pid = self.noted_pid()
        if pid and processes.works_in(pid, self.folder, PROGRAMS):
            # Alive and silent: it is reading its file, or its socket was swept away.
            waiting = PATIENCE if self.socket.exists() else 1
            if (
                processes.wait_until(lambda: self.answers() or not processes.is_running(pid), waiting)
                and self.answers()
            ):
                return True
            processes.end(pid, (signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0))
        if self.child:
            self.child.kill()
            self.child.wait()
        return False

    def noted_pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError):
            return int(self.noted.read_text())
        return None

    def launch(self) -> None:
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(
                [binaries.valkey_server(), *self.settings()],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        child = self.child
        self.noted.write_text(str(child.pid))
        if (
            not processes.wait_until(lambda: self.answers() or child.poll() is not None, PATIENCE)
            or child.poll() is not None
        ):
            self.stop(quick=True)
            raise CannotStart(
                f"Valkey did not start. Its last words, from {self.log}: {last_words(self.log)}"
            )

    def settings(self) -> list[str]:
        # A broker forgets nothing: no eviction, and what was queued survives a kill but for the last second.
        keeping = ["yes", "--appendfsync", "everysec"] if self.durable else ["no"]
        wanted = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "maxmemory-policy": "noeviction",
            "save": "",
        }
        return [word for name, value in wanted.items() for word in (f"--{name}", value)] + [
            "--appendonly",
            *keeping,
        ]
