"""F3 and F4: Valkey starts again empty; it is gone for a while, refused or silent; its line is cut again and again."""

import random
import time

from django.utils import timezone

from accounts.heartbeats.models import WORKER
from accounts.models import Heartbeat
from faults import place
from faults.house import House, until
from faults.proxy import PASS, REFUSE, SILENT
from faults.workers import after, told
from faults.writers import Diary, Writers

RESTARTS = 5 if place.DEEP else 2
AWAY = 180 if place.DEEP else 12  # seconds
CUTS = 100 if place.DEEP else 20
# Seconds until the worker works again: four of its own tries to connect, and the schedule's next word to it.
ON_ITS_FEET = 75 if place.DEEP else 45
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


def it_is_cut(house: House, writers: Writers):
    """F4, as a bad cable: again before the worker has found its feet, and it must not stay down."""
    diary, wrong, cuts = Diary(), [], random.Random(4)
    with writers.at_work(diary):
        for _ in range(CUTS):
            time.sleep(cuts.uniform(0, 3))
            house.proxy.become(cuts.choice((REFUSE, SILENT)))
            time.sleep(cuts.uniform(0, 2))
            house.proxy.become(PASS)
        began, last = time.monotonic(), timezone.now()
        if not until(lambda: Heartbeat.objects.filter(name=WORKER, at__gt=last).exists(), ON_ITS_FEET):
            wrong.append(f"the worker stands still {ON_ITS_FEET} s after the last cut")
        back = time.monotonic() - began
    wrong += after(house, diary)
    return wrong, f"{CUTS} cuts, the worker at work {back:.0f} s after the last, {told(diary)}"


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
