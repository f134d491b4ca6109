"""F11 in small, at full numbers with DEEP=1: moods in a row, and workers killed at any moment (R16, R17)."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from accounts.mail import sending
from accounts.mail.models import Mail
from tests.accounts.mail import servers

DEEP = os.environ.get("DEEP") == "1"
ROOT = Path(__file__).parents[3]
SEND = "import django; django.setup(); from accounts.mail.sending import send_due; send_due()"
MOODS = ("accept", "busy", "later", "hang up", "hang", "accept", "later", "accept")


def send_with(count: int, as_of) -> None:
    """So many workers at once."""

    def work():
        sending.send_due(as_of)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_f11_through_all_moods_every_mail_arrives_once(write, carried_to):
    chance, now = random.Random(11), timezone.now()
    with servers.serving() as mailbox:
        carried_to(mailbox.port)
        for turn in range(len(MOODS) * (15 if DEEP else 1)):
            for number in range(20 if DEEP else 5):
                write(f"m{turn}-{number}@example.com", as_of=now)
            mailbox.mood = MOODS[turn % len(MOODS)]
            mailbox.released.clear()
            send_with(2, now)
            mailbox.released.set()
            now += timedelta(minutes=chance.choice([1, 2, 6]))
        mailbox.mood = "accept"
        for _ in range(4):
            now += timedelta(minutes=61)
            send_with(2, now)
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    assert set(mailbox.ids.values()) == {1} and len(mailbox.ids) == Mail.objects.count()


@pytest.mark.django_db(transaction=True)
def test_f11_killed_workers_cost_at_most_one_copy_each_with_the_same_id(write, carried_to, db):
    kills, chance = (25 if DEEP else 2), random.Random(17)
    for number in range(kills * 40):
        write(f"m{number}@example.com")
    with servers.serving() as mailbox:
        carried_to(mailbox.port)
        for _ in range(kills):
            kill_in_the_middle(mailbox, chance)
            age_what_was_left()
        while sending.send_due():
            pass
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    copies = sum(count - 1 for count in mailbox.ids.values())
    assert copies <= kills and len(mailbox.ids) == Mail.objects.count()


def kill_in_the_middle(mailbox, chance) -> None:
    """Starts a real worker's sending in a process of its own and kills it after some mails."""
    before = len(mailbox.messages)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"]).geturl()
    known = {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}"}
    known |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", SEND], env=os.environ | known, cwd=ROOT)
    wanted, until = before + chance.randint(1, 20), time.monotonic() + 60
    while len(mailbox.messages) < wanted and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(mailbox.messages) > before, "the process has sent something before it was killed"


def age_what_was_left() -> None:
    """As if the five minutes had passed after which a worker counts as dead."""
    assert Mail.objects.in_flight().count() <= 1
    Mail.objects.in_flight().update(claimed_at=timezone.now() - timedelta(minutes=6))
