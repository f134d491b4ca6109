"""Who was erased, as hashes: in the database, and in a file beside it that outlives a wiped one and is no part of any
backup. What a restored backup brings back of them is erased again."""

import hashlib
import logging
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

log = logging.getLogger(__name__)


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def raise_for(self, departure) -> None:
        """Puts the mark down, after the commit also in the file. Safe twice."""
        mark = self.model(digest=digest_of(departure.member), words=departure.words, at=departure.asked_at)
        self.bulk_create([mark], ignore_conflicts=True)
        transaction.on_commit(partial(write, mark), robust=True)


class Tombstone(models.Model):
    """That somebody was erased, and nothing of who it was."""

    digest = models.CharField(max_length=64, primary_key=True)
    words = models.CharField(max_length=4)
    at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()


def digest_of(member) -> str:
    """A hash of number and first moment, which no column of the person gives away after they are gone."""
    return hashlib.sha256(f"{member.pk}\n{member.created_at.isoformat()}".encode()).hexdigest()


def write(mark: Tombstone) -> None:
    """Adds a line; a disk that is full is no reason to keep anybody, the row is there."""
    path = Path(settings.TOMBSTONES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{mark.digest} {mark.words} {mark.at.isoformat()}\n")
    except OSError as error:
        log.error("the list of erased people could not be written: %s", error)


def read() -> int:
    """Brings the lines of the file into the table; returns how many there are."""
    try:
        lines = Path(settings.TOMBSTONES).read_text().splitlines()
    except FileNotFoundError:
        return 0
    marks = [mark for line in lines if (mark := _mark(line.split()))]
    Tombstone.objects.bulk_create(marks, ignore_conflicts=True)
    return len(marks)


def _mark(words: list[str]) -> Tombstone | None:
    """None for a line that was cut off."""
    if len(words) != 3 or len(words[0]) != 64:
        return None
    return Tombstone(digest=words[0], words=words[1], at=datetime.fromisoformat(words[2]))
