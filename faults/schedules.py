"""F9 and F10: two schedules at once; schedule and worker away while hours pass."""

import signal
import subprocess
import time
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from accounts.models import Heartbeat, Mail
from config.management.commands.serve import schedule
from faults import place, promises
from faults.house import House, until
from faults.workers import RESTART, after, told
from faults.writers import Diary, Writers
from tickets.models import Clock, Ticket

TOGETHER = 600 if place.DEEP else 20  # seconds with two schedules
SWEEP = 60 / (1 if place.DEEP else 4)
OUTAGE = timedelta(hours=2)


def there_are_two(house: House, writers: Writers):
    """F9."""
    diary = Diary()
    (place.DATA / "second").mkdir(exist_ok=True)
    second = subprocess.Popen(schedule(place.DATA / "second"), cwd=place.ROOT, stdin=subprocess.DEVNULL)
    try:
        with writers.at_work(diary):
            time.sleep(5)
            now = timezone.now()
            clocks = running_out(writers, now, now + timedelta(seconds=5), now + timedelta(seconds=10))
            time.sleep(TOGETHER)
        until(lambda: all_told(clocks), 3 * SWEEP)
    finally:
        second.terminate()
        second.wait(20)
    wrong = promises.reminded_once(clocks) + after(house, diary)
    return wrong, f"{TOGETHER} s together, {len(clocks)} clocks ran out, {told(diary)}"


def they_stand_still(house: House, writers: Writers):
    """F10. The clocks of the machine stay right: what is stored moves back by the length of the outage."""
    diary, wrong = Diary(), []
    house.launcher.send_signal(signal.SIGSTOP)
    house.kill("schedule")
    house.kill("worker")
    with writers.at_work(diary):
        time.sleep(6)
    now = timezone.now()
    clocks = running_out(writers, now - OUTAGE * 0.9, now - OUTAGE * 0.6, now - OUTAGE * 0.1)
    Heartbeat.objects.update(at=F("at") - OUTAGE)
    Mail.objects.filter(state="queued").update(
        created_at=F("created_at") - OUTAGE, next_try_at=F("next_try_at") - OUTAGE
    )
    if house.is_ready():
        wrong.append("/readyz says that all is well")
    house.launcher.send_signal(signal.SIGCONT)
    began = time.monotonic()
    until(lambda: all_told(clocks), RESTART + 3 * SWEEP)
    seconds = time.monotonic() - began
    wrong += promises.reminded_once(clocks) + not_late(writers, clocks) + after(house, diary, 2)
    if not house.is_ready():
        wrong.append("/readyz does not say that all is well again")
    return wrong, f"{len(clocks)} clocks ran out, all told {seconds:.0f} s after the return, {told(diary)}"


def running_out(writers: Writers, warn: datetime, breach: datetime, escalate: datetime) -> list[Clock]:
    """Lets the first-answer clocks of half the requests that nobody answers reach their stages at these moments."""
    keys = writers.untouched[::2]
    writers.untouched = writers.untouched[1::2]
    clocks = Clock.objects.filter(ticket__key__in=keys, kind="first_answer", stopped_at=None)
    clocks.update(
        started_at=warn - timedelta(hours=4), warn_at=warn, due_at=breach, breach_at=breach, escalate_at=escalate,
        next_stage_at=warn,
    )  # fmt: skip
    Ticket.objects.filter(key__in=keys).update(due_at=breach)  # what the queue sorts by
    return list(clocks.select_related("ticket"))


def all_told(clocks: list[Clock]) -> bool:
    return not Clock.objects.filter(pk__in=[one.pk for one in clocks], next_stage_at__isnull=False).exists()


def not_late(writers: Writers, clocks: list[Clock]) -> list[str]:
    """Each is marked as late, and the queue says so beside one of them."""
    unmarked = Clock.objects.filter(pk__in=[one.pk for one in clocks], breached_at__isnull=True).count()
    wrong = [f"{unmarked} clocks ran out and are not marked as late"] if unmarked else []
    if not clocks:
        return ["no clock ran out"]
    page = writers.gema.ask("GET", f"/admin/tickets/ticket/?q={clocks[0].ticket.key}")[2]
    if "sla-late" not in page:
        wrong.append("the queue does not say that it is late")
    return wrong
