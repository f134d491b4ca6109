"""Five people at a time write, once a second each, and it is remembered what the house accepted."""

import itertools
import random
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException

from django.db import InterfaceError, OperationalError, connections

from community.models import Group, Post
from faults import people, place
from tickets.models import Ticket

HANDS = 5
REFUSALS = re.compile(
    r'<(?:p|li|div|span)[^>]*class="[^"]*(?:error|alert|banner)[^"]*"[^>]*>(.*?)</(?:p|li|div|span)>', re.S
)
CYCLE = ("complaint", "comment", "staff only", "answer", "reply")


@dataclass
class Said:
    """One thing that somebody sent; `accepted` when their page answered with success."""

    kind: str
    submission: str
    key: str = ""
    accepted: bool = False
    at: float = 0.0
    took: float = 0.0
    done: float = 0.0  # when its page answered with success
    tries: int = 0
    by: people.Browser | None = None


@dataclass
class Diary:
    """What happened to all of them during one fault."""

    said: list[Said] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    reads: list[tuple[float, float]] = field(default_factory=list)

    def accepted(self, *kinds: str) -> list[Said]:
        return [one for one in self.said if one.accepted and (not kinds or one.kind in kinds)]

    def slowest(self, since: float, until: float) -> float:
        """Seconds that the slowest write took of those that began in that time."""
        return max((one.took for one in self.said if since <= one.at <= until), default=0.0)

    def slowest_read(self, since: float, until: float) -> float:
        return max((took for at, took in self.reads if since <= at <= until), default=0.0)


class Writers:
    """`with writers.at_work(diary):` they write. Stubborn ones send again what got no answer, as people do."""

    def __init__(self, port: int = place.PORT):
        self.port = port
        # So many that over a whole run nobody outruns the pace of posts.
        self.people = people.crowd(400 if place.DEEP else 200, port)
        self.crowd = itertools.cycle(self.people)
        self.gema = people.Browser(port).sign_in("gema")
        self.staff_lock, self.lock = threading.Lock(), threading.Lock()
        group = Group.objects.default()
        # One of the demo waits for a moderator: nobody can comment there.
        in_sight = Post.objects.filter(kind="story", group=group, hidden_at=None, deleted_at=None)
        self.stories = list(in_sight.values_list("pk", flat=True))
        self.unanswered: list[str] = []
        self.answered: list[str] = []
        self.untouched: list[str] = []  # "only staff" requests, which nobody answers

    def at_work(self, diary: Diary, stubborn: bool = False) -> "AtWork":
        return AtWork(self, diary, stubborn)

    def anybody(self) -> people.Browser:
        with self.lock:
            return next(self.crowd)

    # Each returns what was sent, once it is known what became of it

    def complaint(self, said: Said) -> tuple[int, str]:
        status, leads_to = self._post("complaint", "group", said)
        if status == 302:
            said.key = leads_to.strip("/").split("/")[-1]
            self.unanswered.append(said.key)
        return status, leads_to

    def staff_only(self, said: Said) -> tuple[int, str]:
        status, leads_to = self._post("complaint", "staff", said)
        if status == 302:
            said.key = leads_to.strip("/").split("/")[-1]
            self.untouched.append(said.key)
        return status, leads_to

    def _post(self, kind: str, audience: str, said: Said) -> tuple[int, str]:
        words = {
            "kind": kind, "audience": audience, "body": f"No funciona la ducha ({said.submission[:8]}).",
            "submission": said.submission,
        }  # fmt: skip
        return outcome(*self._by(said).ask("POST", "/posts/new/", words))

    def comment(self, said: Said) -> tuple[int, str]:
        words = {"body": f"A mí también ({said.submission[:8]}).", "submission": said.submission}
        return outcome(*self._by(said).ask("POST", f"/posts/{random.choice(self.stories)}/comments/", words))

    def answer(self, said: Said) -> tuple[int, str]:
        """Staff answer in public what nobody answered yet."""
        if not said.key and not self.unanswered:
            return self.comment(self._turned_into(said, "comment"))
        said.key = said.key or self.unanswered.pop(0)
        status, leads_to = self._by_staff(said, "public-answers")
        if status == 302:
            self.answered.append(said.key)
        return status, leads_to

    def reply(self, said: Said) -> tuple[int, str]:
        """Staff write to the customer of a request that was answered."""
        if not said.key and not self.answered:
            return self.comment(self._turned_into(said, "comment"))
        said.key = said.key or self.answered.pop(0)
        return self._by_staff(said, "replies")

    def _by_staff(self, said: Said, act: str) -> tuple[int, str]:
        pk, version = Ticket.objects.values_list("pk", "version").get(key=said.key)
        words = {
            "body": f"Lo arreglamos hoy ({said.submission[:8]}).",
            "seen": version,
            "submission": said.submission,
        }
        with self.staff_lock:
            return outcome(*self.gema.ask("POST", f"/admin/tickets/ticket/{pk}/{act}/", words))

    def _by(self, said: Said) -> people.Browser:
        """The same person when it is sent again."""
        said.by = said.by or self.anybody()
        return said.by

    def _turned_into(self, said: Said, kind: str) -> Said:
        said.kind = kind
        return said


def outcome(status: int, leads_to: str, page: str) -> tuple[int, str]:
    """The status, and the place that it leads to or what stands beside the form that was refused."""
    if status == 422:
        return status, " ".join(re.sub(r"<[^>]+>", "", one).strip() for one in REFUSALS.findall(page))
    return status, leads_to


class AtWork:
    def __init__(self, writers: Writers, diary: Diary, stubborn: bool):
        self.writers, self.diary, self.stubborn = writers, diary, stubborn
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._write, args=(number,)) for number in range(HANDS)]

    def __enter__(self) -> "AtWork":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()

    def _write(self, number: int) -> None:
        kinds = itertools.cycle(CYCLE[number:] + CYCLE[:number])
        self.enough.wait(number / HANDS)
        while not self.enough.is_set():
            began = time.monotonic()
            said = Said(next(kinds), str(uuid.uuid4()), at=began)
            self.diary.said.append(said)
            self._send(said)
            self._read()
            self.enough.wait(max(0.0, began + 1 - time.monotonic()))
        connections.close_all()

    def _send(self, said: Said) -> None:
        patience = time.monotonic() + 90
        while True:
            said.tries += 1
            began = time.monotonic()
            try:
                status, leads_to = getattr(self.writers, said.kind.replace(" ", "_"))(said)
                trouble = "" if status in (200, 302) else f"{said.kind}: {status} {leads_to}"
                again = status == 409 or (self.stubborn and status >= 500)
            except (OSError, HTTPException) as error:
                trouble, again = f"{said.kind}: {error!r}", self.stubborn
            except (OperationalError, InterfaceError) as error:  # our own look into the table
                connections.close_all()
                trouble, again = f"{said.kind}: {error!r}", self.stubborn
            said.took = time.monotonic() - began
            if not trouble:
                said.accepted, said.done = True, time.monotonic()
                return
            if not (again and time.monotonic() < patience):
                self.diary.errors.append(trouble)
                return
            time.sleep(0.5)

    def _read(self) -> None:
        """Somebody looks at the feed."""
        began = time.monotonic()
        try:
            status = self.writers.anybody().ask("GET", "/")[0]
            if status != 200 and not (self.stubborn and status >= 500):
                self.diary.errors.append(f"feed: {status}")
        except (OSError, HTTPException) as error:
            if not self.stubborn:
                self.diary.errors.append(f"feed: {error!r}")
        self.diary.reads.append((began, time.monotonic() - began))
