"""F3 and F4: Valkey starts again empty; it is gone for a while, refused or silent."""

import time

from faults import place
from faults.house import House
from faults.proxy import PASS, REFUSE, SILENT
from faults.workers import after, told
from faults.writers import Diary, Writers

RESTARTS = 5 if place.DEEP else 2
AWAY = 180 if place.DEEP else 12  # seconds
# Seconds that a person waits for a post or complaint at most, however dead Valkey is; on a machine that is slow without
# it, no more than the second of P1 on top.
PATIENCE, ON_TOP = 1.5, 1.0


def it_starts_empty(house: House, writers: Writers):
    """F3."""
    diary = Diary()
    with writers.at_work(diary):
        for _ in range(RESTARTS):
            time.sleep(3)
            house.lose_the_queue()
        time.sleep(2)
    return after(house, diary), f"{RESTARTS} restarts without a memory, {told(diary)}"


def it_is_refused(house: House, writers: Writers):
    """F4, with its port closed."""
    return away(house, writers, REFUSE)


def it_is_silent(house: House, writers: Writers):
    """F4, with a port that takes the call and says nothing."""
    return away(house, writers, SILENT)


def away(house: House, writers: Writers, mood: str):
    diary, wrong = Diary(), []
    with writers.at_work(diary):
        time.sleep(6)
        began = time.monotonic()
        house.proxy.become(mood)
        time.sleep(AWAY)
        ended = time.monotonic()
        house.proxy.become(PASS)
        time.sleep(2)
    write, read = diary.slowest(began, ended), diary.slowest_read(began, ended)
    before = diary.slowest(0, began)
    if write > max(PATIENCE, before + ON_TOP):
        wrong.append(f"a write took {write:.1f} s while Valkey was away ({before:.1f} s before)")
    wrong += after(house, diary)
    back = time.monotonic() - ended
    return wrong, (
        f"{AWAY} s away, slowest write {write * 1000:.0f} ms (before: {before * 1000:.0f}), slowest feed "
        f"{read * 1000:.0f} ms, all told {back:.0f} s after its return, {told(diary)}"
    )
