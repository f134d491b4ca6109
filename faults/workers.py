"""F1 and F2: the worker's children are killed again and again, then the whole worker, then the schedule."""

import contextlib
import random
import time

import psutil
from django.utils import timezone

from accounts.heartbeats.models import WORKER
from accounts.models import Heartbeat
from faults import place, promises
from faults.house import House, broken_laws, until
from faults.writers import Diary, Writers

CHILDREN = 50 if place.DEEP else 8
WHOLE = 10 if place.DEEP else 2
RESTART = 60  # seconds: the launcher's longest pause between two tries, and a start on a slow machine


def a_child_is_killed(house: House, writers: Writers):
    """F1. Returns what is broken, and what was done."""
    diary, killed = Diary(), 0
    with writers.at_work(diary):
        for _ in range(CHILDREN):
            time.sleep(random.uniform(0, 2))
            if until(house.pool, RESTART):
                with contextlib.suppress(psutil.NoSuchProcess):
                    random.choice(house.pool()).kill()
                    killed += 1
    return after(house, diary, killed), f"{killed} children killed, {told(diary)}"


def a_worker_is_killed(house: House, writers: Writers):
    """F2. All of it at once; the launcher starts it again. Then the schedule alone."""
    diary, wrong = Diary(), []
    with writers.at_work(diary):
        for part in ["worker"] * WHOLE + ["schedule"]:
            time.sleep(random.uniform(1, 3))
            old = house.child(part)
            house.kill(part)
            if not until(lambda part=part, old=old: house.child(part) not in (None, old), RESTART):
                wrong.append(f"the {part} was not started again")
        time.sleep(3)
    # Each of its two children may have held a mail.
    return wrong + after(house, diary, 2 * WHOLE), f"{WHOLE} workers and the schedule killed, {told(diary)}"


def after(house: House, diary: Diary, kills: int = 0) -> list[str]:
    """Waits until all were told and the worker's heart beats; returns what does not hold."""
    wrong = list(dict.fromkeys(diary.errors))
    now = timezone.now()
    if not promises.told_within():
        wrong.append(f"mails still wait {promises.SOON} s later")
    if not until(lambda: Heartbeat.objects.filter(name=WORKER, at__gt=now).exists(), promises.SOON):
        wrong.append("the worker's heart stands still")
    return wrong + promises.broken(diary, house.killed(kills)) + broken_laws()


def told(diary: Diary) -> str:
    return f"{len(diary.accepted('complaint', 'staff only'))} complaints of {len(diary.accepted())} things accepted"
