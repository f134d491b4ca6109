"""`manage.py serve`: everything a club needs on one machine, in one process tree, until Ctrl-C."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, connections
from django.urls import reverse
from django.utils import timezone

from accounts.founding.models import LIFETIME, FoundersKey
from accounts.heartbeats import models as heartbeats
from accounts.heartbeats.models import Heartbeat
from config import addresses, catalogues, children, embedded, serving
from config.embedded import locks, processes
from config.environment import number, switch, text

LOGINS = {
    "ana@example.com": "customer",
    "bruno@example.com": "customer, not in Ana's closed group",
    "marta@example.com": "moderator",
    "sol@example.com": "agent",
    "gema@example.com": "manager",
}
HEARTBEAT = 0.5  # seconds between two looks at the children
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Starts database, queue, pages, live sockets and worker; Ctrl-C stops them all."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        self.host, self.port = text("HOST", "127.0.0.1"), port()
        self.demo = switch("DEMO", addresses.is_loopback(self.host))
        self.url = addresses.url(self.host, self.port)
        self.data = embedded.data_folder()
        self.record = self.data / "serve.json"
        self.parts = embedded.Running([])
        self.children: list[children.Child] = []
        self.next_listening = 0.0
        embedded.make_private(self.data)
        lock = locks.taken(self.data / "serve.lock")
        if not lock:
            raise CommandError(already_running(self.data, children.noted(self.record)))
        with lock:
            answer_endings(interrupt)
            serving.open_many_files()
            self.serve()

    def serve(self):
        try:
            children.end_leftovers(self.record)
            self.refuse_taken_port()
            self.prepare()
            self.launch()
            self.watch()
        except (embedded.CannotStart, addresses.Unusable) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.say("\nStopping…")
        finally:
            self.stop()

    def say(self, words: str):
        self.stdout.write(words)
        self.stdout.flush()

    # Before the first page

    def refuse_taken_port(self):
        if not processes.wait_until(lambda: addresses.is_free(self.host, self.port), 3, step=0.1):
            raise CommandError(
                f"Port {self.port} on {self.host} is taken by another program. "
                f"Stop that one, or choose another port, such as PORT={self.port % 65535 + 1}."
            )

    def prepare(self):
        given = os.environ.get
        self.parts = embedded.start(
            self.data, postgres=not given("DATABASE_URL"), valkey=not given("REDIS_URL")
        )
        catalogues.compile_stale()
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).strip()}") from error
        call_command("createcachetable", verbosity=0)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        if not settings.WHITENOISE_USE_FINDERS:
            call_command("collectstatic", interactive=False, verbosity=0)
        if self.wants_demo():
            self.say("Loading the demo club; this is done once…")
            call_command("demo")

    def wants_demo(self) -> bool:
        """An empty house only, and only where nobody else can come in, unless DEMO=1 is said aloud."""
        return self.demo and "demo" in get_commands() and not get_user_model().objects.exists()

    # While it runs

    def launch(self):
        self.children = [
            children.Child(
                "The web server", serving.asgi(self.host, self.port), patience=8, own=serving.POOL
            ),
            children.Child("The worker", worker(), patience=20),
            children.Child("The schedule", schedule(self.data)),
        ]
        welcome = self.welcome()
        connections.close_all()
        for child in self.children:
            child.start()
        self.note_children()
        pages = self.children[0]
        if (
            processes.wait_until(lambda: self.answers() or pages.has_ended(), 90, step=0.1)
            and not pages.has_ended()
        ):
            self.say(welcome)

    def note_children(self):
        children.note(self.record, self.url, self.children)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=5):  # noqa: S310 - our own address
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def welcome(self) -> str:
        there = set(get_user_model().objects.filter(email__in=LOGINS).values_list("email", flat=True))
        lines = ["", f"Tertulia is at {self.url}", ""]
        if there:
            lines.append('Demo logins, each with the password "tertulia":')
            lines += [f"  {email:18} {who}" for email, who in LOGINS.items() if email in there]
            lines.append("")
        if key := FoundersKey.objects.issue():
            lines += [
                "This house is empty. Open this address to become its manager and set it up. It works once, for",
                f"{LIFETIME // timedelta(hours=1)} hours; the next start prints another one.",
                f"  {settings.BASE_URL}{reverse('founding:founding', args=[key])}",
                "",
            ]
        return "\n".join([*lines, mail_goes(), "Ctrl-C stops everything.", ""])

    def watch(self):
        while True:
            time.sleep(HEARTBEAT)
            said = [f"Found dead and started again: {name}." for name in self.mended()]
            there = [child.process for child in self.children]
            said += [child.tend(time.monotonic()) for child in self.children]
            said.append(self.listened())
            if there != [child.process for child in self.children]:
                self.note_children()
            for words in filter(None, said):
                self.say(words)

    def listened(self) -> str:
        """Every half minute, whether the background is still heard of."""
        now = time.monotonic()
        if now < self.next_listening:
            return ""
        self.next_listening = now + 30
        if not children.revive(self.children[1:], heart_age(), now):
            return ""
        return "The worker was not heard of for five minutes; it and the schedule were started again."

    def mended(self) -> list[str]:
        try:
            return self.parts.mend()
        except embedded.CannotStart as error:
            self.say(str(error))
            time.sleep(5)
            return []

    # The end

    def stop(self):
        try:
            self.stop_all()
        except KeyboardInterrupt:
            answer_endings(signal.SIG_IGN)
            self.stop_all(quick=True)

    def stop_all(self, quick: bool = False):
        connections.close_all()
        for child in self.children:
            child.stop(quick)
        self.parts.stop(quick)
        self.record.unlink(missing_ok=True)


def heart_age() -> float:
    """Seconds since the worker was last heard of; 0 while the database cannot say."""
    try:
        return Heartbeat.objects.ages(timezone.now()).get(heartbeats.WORKER, math.inf)
    except DatabaseError:
        return 0.0
    finally:
        connections.close_all()


def port() -> int:
    wanted = number("PORT", 8000)
    if not 1 <= wanted <= 65535:
        raise CommandError("PORT cannot be understood: use a number from 1 to 65535.")
    return wanted


def answer_endings(handler):
    for sign in ENDINGS:
        if signal.getsignal(sign) != signal.SIG_IGN or sign == signal.SIGINT:  # nohup keeps its word
            signal.signal(sign, handler)


def interrupt(sign, frame):
    raise KeyboardInterrupt


def already_running(data: Path, told: dict) -> str:
    where = f" at {told['address']} (process {told['launcher'][0]})" if told else ""
    return f"Tertulia already runs on {data}{where}. Stop it first, or name another folder in TERTULIA_DATA."


def worker() -> list[str]:
    duty = ["worker", "--pool", "prefork", "--concurrency", "2"]
    manners = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return [sys.executable, "-m", "celery", "--app", "config", "--quiet", *duty, *manners]


def schedule(data: Path) -> list[str]:
    """A program of its own: inside the worker it could die alone, and nobody would start it again."""
    (data / "beat").mkdir(exist_ok=True)
    duty = ["beat", "--schedule", str(data / "beat" / "schedule"), "--pidfile=", "--loglevel", "WARNING"]
    return [sys.executable, "-m", "celery", "--app", "config", "--quiet", *duty]


def mail_goes() -> str:
    if os.environ.get("EMAIL_URL"):
        return "Mail goes out by the server in EMAIL_URL."
    return f"Mail is not sent: it is written to {settings.DATA / 'mail'}"
