"""The list that outlives a wiped database: a file beside it and no part of any backup, a line a mark, hashes only."""

import fcntl
import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

log = logging.getLogger(__name__)

Mark = tuple[str, str, datetime]  # the hash, a word on what it is of, when


def add(marks: Collection[Mark]) -> None:
    """Adds a line each; a disk that is full is no reason to keep anybody, the rows are there."""
    path = Path(settings.TOMBSTONES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path, "a+") as file:
            file.writelines(_line(mark) for mark in marks)
    except OSError as error:
        log.error("the list of erased people could not be written: %s", error)


def strike(hashes: Collection[str]) -> None:
    """Takes these out again: their period is over, or the person has come back."""
    path = Path(settings.TOMBSTONES)
    try:
        with _held(path, "r+") as file:
            kept = [line for line in file if line.partition(" ")[0] not in hashes]
            file.seek(0)
            file.truncate()
            file.writelines(kept)
    except FileNotFoundError:
        pass
    except OSError as error:
        log.error("the list of erased people could not be written: %s", error)


def read() -> list[Mark]:
    """All that can be read of it; a line that was cut off says nothing."""
    try:
        lines = Path(settings.TOMBSTONES).read_text().splitlines()
    except FileNotFoundError:
        return []
    return [mark for line in lines if (mark := _mark(line.split()))]


@contextmanager
def _held(path: Path, mode: str) -> Iterator[IO[str]]:
    """The file while nobody else writes in it."""
    with path.open(mode) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
        file.flush()
        os.fsync(file.fileno())


def _line(mark: Mark) -> str:
    return f"{mark[0]} {mark[1]} {mark[2].isoformat()}\n"


def _mark(words: list[str]) -> Mark | None:
    if len(words) != 3 or len(words[0]) != 64:
        return None
    return words[0], words[1], datetime.fromisoformat(words[2])
