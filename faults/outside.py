"""F17: no name is found and nobody outside answers. Pushes go nowhere; the pages, and who writes, do not notice."""

import time

from django.conf import settings

from accounts.models import Member
from community.notifications.deliveries import Delivery
from community.notifications.rhythm import Rhythm
from community.notifications.subscriptions import PushSubscription
from faults import place
from faults.house import House
from faults.queue import ON_TOP, PATIENCE
from faults.workers import after, told
from faults.writers import Diary, Writers
from tests.matrix.table import DEVICE

BEFORE, SILENT = (30, 600) if place.DEEP else (6, 15)  # seconds


def it_is_silent(house: House, writers: Writers):
    """Every member listens on a device whose service is outside; nothing else of ours goes there."""
    listening(writers)
    diary, wrong = Diary(), []
    with writers.at_work(diary):
        time.sleep(BEFORE)
        began = time.monotonic()
        place.OUTSIDE.touch()
        time.sleep(SILENT)
        ended = time.monotonic()
    tried = Delivery.objects.filter(channel="push", attempts__gt=0).count()
    place.OUTSIDE.unlink()
    PushSubscription.objects.all().delete()
    before, write = diary.slowest(0, began), diary.slowest(began, ended)
    read = diary.slowest_read(began, ended)
    if write > max(PATIENCE, before + ON_TOP):
        wrong.append(f"a write took {write:.1f} s while nothing outside answered ({before:.1f} s before)")
    if not tried:
        wrong.append("nobody tried to reach anything outside")
    return wrong + after(house, diary), (
        f"{SILENT} s, {tried} pushes tried in vain, slowest write {write * 1000:.0f} ms (before: "
        f"{before * 1000:.0f}), slowest feed {read * 1000:.0f} ms, {told(diary)}"
    )


def listening(writers: Writers) -> None:
    """A device for each of those who write, at any hour: by night a push would wait for the morning."""
    for one in writers.people:
        member = Member.objects.get(pk=one.member)
        Rhythm.objects.set(by=member, quiet_from=None, quiet_to=None)
        PushSubscription.objects.subscribe(
            by=member,
            session_key=one.cookies[settings.SESSION_COOKIE_NAME],
            **DEVICE | {"endpoint": f"https://push.example.com/device/{one.member}"},
        )
