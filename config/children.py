"""The processes that `serve` keeps alive, and ends with all of theirs."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import processes

CHECKOUT = Path(__file__).resolve().parent.parent
# Celery's own word on being root; in a container that is how it is.
AS_ROOT = "ignore:You're running the worker with superuser privileges"
LONGEST_PAUSE = 30.0  # seconds between two tries
WELL = 60.0  # seconds after which a child counts as well again
SILENCE = 300.0  # seconds without a heartbeat, which comes every 30, after which what runs is taken for stuck


@dataclass
class Child:
    """One program, in a group of its own: Ctrl-C reaches only its parent, which then ends it in order."""

    name: str
    command: list[str]
    patience: float = 10.0  # seconds it may take to finish what it is doing
    own: dict[str, str] = field(default_factory=dict)  # what it alone finds in its environment
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    began: float = 0.0
    next_try: float = 0.0

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONWARNINGS": AS_ROOT} | self.own,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def tend(self, now: float) -> str:
        """Looks after it once; returns what a person should hear, mostly nothing."""
        if self.process:
            return self.notice_death(now) if self.process.poll() is not None else ""
        if now >= self.next_try:
            self.start()
        return ""

    def notice_death(self, now: float) -> str:
        assert self.process
        code = self.process.returncode
        end_group(self.process.pid, 0)  # its own children may still hold the port
        self.process = None
        self.failures = 1 if now - self.began > WELL else self.failures + 1
        pause = min(2.0 ** (self.failures - 1), LONGEST_PAUSE)
        self.next_try = now + pause
        how = (
            f"was ended by {signal.Signals(-code).name}" if code < 0 else f"stopped by itself (status {code})"
        )
        return f"{self.name} {how}; starting it again in {pause:.0f} s."

    def stop(self, quick: bool = False) -> None:
        if self.process:
            end_group(self.process.pid, 0 if quick else self.patience, self.process)
            self.process.wait()
            self.process = None


def revive(background: list[Child], age: float, now: float) -> bool:
    """Starts worker and schedule again when their heart stands still though they run: after a lost connection to the
    queue a worker may live on and take nothing any more. `age` is in seconds. Returns whether it did."""
    if age < SILENCE or any(child.has_ended() or now - child.began < SILENCE for child in background):
        return False
    for child in background:
        child.stop()
        child.start()
    return True


def end_group(pid: int, patience: float, process: subprocess.Popen[bytes] | None = None) -> None:
    """Asks the first of the group to end, then ends whoever is left of it."""
    if patience:
        processes.send(pid, signal.SIGTERM)
        processes.wait_until(
            lambda: not processes.is_running(pid) if process is None else process.poll() is not None, patience
        )
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says so of a group of zombies
        os.killpg(pid, signal.SIGKILL)


def note(path: Path, address: str, children: list[Child]) -> None:
    """Writes down who is there, so that the next start can end what a killed one left."""
    pids = [child.process.pid for child in children if child.process]
    there = [[pid, processes.started_at(pid)] for pid in (os.getpid(), *pids)]
    told = {"address": address, "launcher": there[0], "children": there[1:]}
    beside = path.with_suffix(".making")
    beside.write_text(json.dumps(told))
    beside.replace(path)


def noted(path: Path) -> dict:
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_text())
    return {}


def end_leftovers(path: Path) -> int:
    """Ends the children of a launcher that was killed; returns how many were still there."""
    there = [pid for pid, began in noted(path).get("children", []) if is_leftover(pid, began)]
    for pid in there:
        end_group(pid, 5.0)
    path.unlink(missing_ok=True)
    return len(there)


def is_leftover(pid: int, began: str) -> bool:
    """Whether that very process, or its group, is still there; the number alone may be a stranger's."""
    if processes.is_running(pid):
        return processes.started_at(pid) == began
    try:
        os.killpg(pid, 0)
    except OSError:
        return False
    return True
