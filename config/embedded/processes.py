"""What can be known of a process by its number, on Linux and macOS."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")
KNOWN_BY_PROC = (PROC / "self" / "stat").exists()


def is_running(pid: int) -> bool:
    """False also for a zombie: killed, but not yet buried by its parent, and holding nothing any more."""
    return state_and_name(pid)[0] not in ("", "Z", "X")


def state_and_name(pid: int) -> tuple[str, str]:
    """Its state as one letter, empty when there is no such process, and the name of its program."""
    if KNOWN_BY_PROC:
        try:
            before, _, after = (PROC / str(pid) / "stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            return "", ""
        return after.split()[0], before.partition("(")[2]
    seen = subprocess.run(["ps", "-o", "state=,comm=", "-p", str(pid)], capture_output=True, text=True)
    state, _, name = seen.stdout.strip().partition(" ")
    return state[:1], Path(name.strip()).name


def works_in(pid: int, folder: Path, names: tuple[str, ...]) -> bool:
    """Whether the process is alive, runs one of those programs and works in that folder.

    A number in a file outlives its process and may have gone to a stranger, or come with a copied folder.
    """
    state, name = state_and_name(pid)
    if state in ("", "Z", "X") or not name.startswith(names):
        return False
    try:
        return (PROC / str(pid) / "cwd").samefile(folder)
    except OSError:
        return is_running(pid)  # not ours to read, or no /proc: the name must do


def all_in(folder: Path, names: tuple[str, ...]) -> list[int]:
    """Every living process of those programs that works in the folder; nothing where /proc is missing."""
    if not KNOWN_BY_PROC:
        return []
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal())
    return [pid for pid in numbers if reads_as(pid, folder, names)]


def reads_as(pid: int, folder: Path, names: tuple[str, ...]) -> bool:
    with contextlib.suppress(OSError):
        return state_and_name(pid)[1].startswith(names) and (PROC / str(pid) / "cwd").samefile(folder)
    return False


def send(pid: int, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sign)


def wait_until(true: Callable[[], bool], seconds: float, step: float = 0.02) -> bool:
    """Whether it came true within that time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(step)
    return True


def end(pid: int, *steps: tuple[signal.Signals, float]) -> None:
    """Sends the signals in turn, each with its seconds of patience, until the process is no more."""
    for sign, patience in steps:
        send(pid, sign)
        if wait_until(lambda: not is_running(pid), patience):
            return


def started_at(pid: int) -> str:
    """A word that no later process of the same number shares; empty when there is none."""
    if KNOWN_BY_PROC:
        with contextlib.suppress(OSError):
            return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
        return ""
    return subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
