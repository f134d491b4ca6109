"""F19: a backup is taken while people write, and put back in another house that knows nothing of this one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections

from config import embedded
from faults import place
from faults.house import House
from faults.workers import after, told
from faults.writers import Diary, Writers

BEFORE, AFTERWARDS = (60, 30) if place.DEEP else (8, 4)  # seconds of writing
FILE = place.DATA / "house.zip"
# What goes to another machine beside the backup (docs/production.md).
ALONG = ("secret_key", "tombstones.txt")
TABLES = ("community_post", "community_comment", "tickets_ticket", "tickets_reply")


def it_is_put_back_elsewhere(house: House, writers: Writers):
    """F19. What was accepted before the backup began is there, the laws hold, and nothing is sent once more."""
    diary = Diary()
    with writers.at_work(diary):
        time.sleep(BEFORE)
        began = time.monotonic()
        wrong = managed("backup", str(FILE))
        taken = time.monotonic() - began
        time.sleep(AFTERWARDS)
    connections.close_all()
    wrong += after(house, diary)
    early = [said for said in diary.accepted() if said.done < began]
    with another_house() as elsewhere:
        since = time.monotonic()
        wrong += managed("restore", str(FILE), at=elsewhere) + managed("check_invariants", at=elsewhere)
        back = time.monotonic() - since
        wrong += compared(early, elsewhere)
    FILE.unlink()
    words = f"taken in {taken:.0f} s, put back and counted in {back:.0f} s"
    return wrong, f"{words}, {len(early)} things from before it, {told(diary)}"


def managed(*command: str, at: Path = place.DATA) -> list[str]:
    """Runs a command of that house; what it said where it failed."""
    there = {
        "TERTULIA_DATA": str(at),
        "DATABASE_URL": embedded.database_url(at),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if at != place.DATA:
        there["REDIS_URL"] = embedded.redis_url(at, 0)
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=place.ROOT, env=os.environ | there, capture_output=True,
        text=True, timeout=1200,
    )  # fmt: skip
    return [] if done.returncode == 0 else [f"{command[0]}: {(done.stdout + done.stderr)[-600:]}"]


@contextmanager
def another_house() -> Iterator[Path]:
    """An empty one with its tables and what goes along with a backup; it ends with everything of it."""
    folder = place.DATA / "elsewhere"
    folder.mkdir(mode=0o700)
    for name in ALONG:
        if (place.DATA / name).exists():
            shutil.copy2(place.DATA / name, folder / name)
    parts = embedded.start(folder, durable=False, valkey=False)
    try:
        if wrong := managed("migrate", "--verbosity", "0", at=folder):
            raise RuntimeError(wrong[0])
        yield folder
    finally:
        parts.stop(quick=True)
        shutil.rmtree(folder, ignore_errors=True)


def compared(early: list, there: Path) -> list[str]:
    """What is missing there, and what would be sent again."""
    with psycopg.connect(embedded.database_url(there), autocommit=True) as line:
        asked = " UNION ALL ".join(f"SELECT submission::text FROM {table}" for table in TABLES)
        known = {submission for (submission,) in line.execute(asked)}
        waiting = line.execute("SELECT count(*) FROM accounts_mail WHERE state IN ('queued', 'sending')")
        count = waiting.fetchone()[0]
    wrong = [
        f"an accepted {said.kind} is not in the backup" for said in early if said.submission not in known
    ]
    return wrong + ([f"{count} mails would be sent again"] if count else [])
