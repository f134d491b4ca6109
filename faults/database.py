"""F5 and F6: PostgreSQL hangs up on everybody, again and again; it ends without a word and starts again."""

import os
import signal
import time

from django.db import connection, connections
from django.db.utils import InterfaceError, OperationalError

from faults import place
from faults.house import House, until
from faults.workers import after, told
from faults.writers import Diary, Writers

ROUNDS, EVERY = (12, 10) if place.DEEP else (4, 5)  # seconds between two
BACK = 15  # seconds in which people can read and write again
RESTARTS = 5 if place.DEEP else 1


def it_hangs_up(house: House, writers: Writers):
    """F5. A person sees an error or a success, never a success without a row; a repeat makes nothing twice."""
    diary, cut = Diary(), 0
    with writers.at_work(diary, stubborn=True):
        for _ in range(ROUNDS):
            time.sleep(EVERY)
            cut += hang_up_on_all()
    connections.close_all()
    wrong = [] if cut else ["nobody was cut off"]
    again = sum(one.tries > 1 for one in diary.accepted())
    return wrong + after(
        house, diary, cut
    ), f"{cut} connections cut, {again} things sent again, {told(diary)}"


def hang_up_on_all() -> int:
    """On everybody but whoever asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def it_starts_again(house: House, writers: Writers):
    """F6. As `pg_ctl restart -m immediate` does; of ours nothing is started again."""
    diary, wrong, waits = Diary(), [], []
    parts = {part: house.child(part) for part in ("pages", "worker", "schedule")}
    with writers.at_work(diary, stubborn=True):
        for _ in range(RESTARTS):
            time.sleep(4)
            connections.close_all()
            before = house.database_pid()
            os.kill(before, signal.SIGQUIT)
            began = time.monotonic()
            until(lambda before=before: is_another(house, before), 60)
            served = until(lambda began=began: accepted_since(diary, began), 60, step=0.1)
            waits.append(time.monotonic() - began)
            if not served or waits[-1] > BACK:
                wrong.append(f"it took {waits[-1]:.0f} s until somebody's words were taken again")
        time.sleep(3)
    connections.close_all()
    if any(house.child(part) != one for part, one in parts.items()):
        wrong.append("a part of ours was started again")
    words = ", ".join(f"{wait:.1f}" for wait in waits)
    return wrong + after(house, diary, RESTARTS), f"taken again after {words} s, {told(diary)}"


def is_another(house: House, before: int) -> bool:
    """Whether another one runs than that, and answers."""
    try:
        if house.database_pid() == before:
            return False
        connection.ensure_connection()
        return True
    except (OSError, ValueError, IndexError, OperationalError, InterfaceError):
        connections.close_all()
        return False


def accepted_since(diary: Diary, moment: float) -> bool:
    """Whether something that was sent after that moment was taken."""
    return any(one.accepted and one.at > moment for one in diary.said)
