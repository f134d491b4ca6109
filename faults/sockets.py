"""F13: the live connections of many open pages are cut at random, while people write, change and take back messages in
a room. However long a page was cut off: in the end it shows what a fresh one shows."""

import asyncio
import json
import random
import re
import threading
import time
import uuid
from http.client import HTTPException

from django.db import connections

from bench.listeners import Listener
from community.models import Group, Message, Room
from faults import people, place
from faults.house import House, broken_laws
from faults.writers import Writers

PAGES, EVENTS = (300, 1000) if place.DEEP else (40, 120)
CUT = (2, 60) if place.DEEP else (1, 8)  # seconds that a line is dead
HELD = (2, 20) if place.DEEP else (1, 5)  # seconds that it holds
HANDS = 4  # who write at the same time
SETTLED = CUT[1] + 30  # seconds until the last line is whole again, and every page has caught up
TAKEN = (200, 201, 302)
WORDS = re.compile(r"linea [0-9a-f]{8} v\d")


def they_are_cut(house: House, writers: Writers):
    room = Room.objects.get(group=Group.objects.default())
    crowd = people.crowd(PAGES)
    return asyncio.run(watched(room, crowd, people.crowd(max(HANDS, EVENTS // 5))))


async def watched(room: Room, crowd: list[people.Browser], speakers: list[people.Browser]):
    begin = await asyncio.to_thread(lambda: Room.objects.get(pk=room.pk).serial)
    pages = [Page(room.pk, browser, begin) for browser in crowd]
    lives = [asyncio.create_task(page.live()) for page in pages]
    trouble: list[str] = []
    await asyncio.to_thread(talk, room.pk, speakers, trouble)
    for page in pages:
        page.is_calm = True  # from here on nothing is cut
    fresh = await asyncio.to_thread(shown_now, room.pk, begin)
    late = await settled(pages, fresh)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    cuts, reloads = sum(page.cuts for page in pages), sum(page.reloads for page in pages)
    wrong = list(dict.fromkeys(trouble)) + late + await asyncio.to_thread(broken_laws)
    if not cuts:
        wrong.append("nothing was cut")
    return wrong, f"{PAGES} pages, {EVENTS} events, {cuts} cuts, {reloads} pages loaded anew"


class Page:
    """An open page of a room, as static/js/chat.js keeps it: what it shows, and how far it has heard."""

    def __init__(self, room: int, browser: people.Browser, serial: int):
        self.room, self.browser, self.serial = room, browser, serial
        self.shown: dict[int, str] = {}
        self.floor = 0  # the oldest message that it shows; after a reload there may be older ones
        self.cuts = self.reloads = 0
        self.is_calm = False
        self.is_asking = self.is_behind = False

    async def live(self) -> None:
        """Connects, is cut, connects again, until it is cancelled."""
        while True:
            line = await self.connect()
            held = random.uniform(*HELD)
            while line is not None and not line.is_closing() and (held > 0 or self.is_calm):
                await asyncio.sleep(0.2)
                held -= 0.2
            if line is not None:
                line.abort()
                self.cuts += 1
                await asyncio.sleep(0.3 if self.is_calm else random.uniform(*CUT))

    async def connect(self) -> asyncio.Transport | None:
        ask = json.dumps({"watch": f"room:{self.room}", "serial": self.serial})
        host = f"127.0.0.1:{place.PORT}"
        try:
            line, listener = await asyncio.get_running_loop().create_connection(
                lambda: Listener(host, "/ws/", self.browser.cookie, ask, self.heard), "127.0.0.1", place.PORT
            )
            await asyncio.wait_for(listener.ready, 15)
            return line
        except (OSError, TimeoutError):
            await asyncio.sleep(1)
            return None

    def heard(self, payload: bytes, _at: float) -> None:
        frame = json.loads(payload)
        if "resync" in (frame.get("event"), *frame) and frame.get("serial") != self.serial:
            self.catch_up()
        elif (serial := frame.get("serial")) and "room" in frame and serial > self.serial:
            if (
                serial == self.serial + 1
                and (frame.get("html") or frame["event"] == "gone")
                and not self.is_asking
            ):
                self.serial = serial
                self.take(frame)
            else:
                self.catch_up()

    def take(self, item: dict) -> None:
        found = WORDS.search(item.get("html") or "")
        if found and item["event"] != "gone":
            self.shown[item["id"]] = found[0]
        elif "id" in item:
            self.shown.pop(item["id"], None)

    def catch_up(self) -> None:
        self.is_behind = True
        if not self.is_asking:
            self.is_asking = True
            self.asking = asyncio.create_task(self.ask())

    async def ask(self) -> None:
        while self.is_behind:
            self.is_behind = False
            try:
                await self.ask_once()
            except (OSError, HTTPException, ValueError):
                self.is_behind = True
                await asyncio.sleep(random.uniform(1, 2))
        self.is_asking = False

    async def ask_once(self) -> None:
        path = f"/chat/{self.room}/messages/?after={self.serial}"
        _status, _to, body = await asyncio.to_thread(self.browser.ask, "GET", path)
        answer = json.loads(body)
        if answer.get("reload"):
            await self.load()
            return
        for item in answer["items"]:
            self.take(item)
        self.serial = max(self.serial, answer["after"])

    async def load(self) -> None:
        """As a fresh page: its latest messages."""
        _status, _to, html = await asyncio.to_thread(self.browser.ask, "GET", f"/chat/{self.room}/")
        self.serial = int(re.search(r'id="room"[^>]*data-live-serial="(\d+)"', html)[1])
        parts = re.split(r'id="m(\d+)"', html)[1:]
        found = {int(pk): WORDS.search(words) for pk, words in zip(parts[::2], parts[1::2], strict=True)}
        self.shown = {pk: words[0] for pk, words in found.items() if words}
        self.floor = min(filter(None, found), default=0)  # number 0 is the shape of what was taken away
        self.reloads += 1


def shown_now(room: int, after: int) -> dict[int, str]:
    """What a fresh page shows of what was said since that serial."""
    rows = Message.objects.filter(room=room, serial__gt=after, deleted_at=None).values_list("pk", "body")
    return {pk: body for pk, body in rows if WORDS.fullmatch(body)}


async def settled(pages: list[Page], fresh: dict[int, str]) -> list[str]:
    """Waits until every page shows that; a sentence for those that do not."""
    end = time.monotonic() + SETTLED
    while late := [page for page in pages if not is_like(page, fresh)]:
        if time.monotonic() > end:
            return [f"{len(late)} pages show something else, such as {difference(late[0], fresh)}"]
        await asyncio.sleep(0.5)
    return []


def is_like(page: Page, fresh: dict[int, str]) -> bool:
    return page.shown == {pk: words for pk, words in fresh.items() if pk >= page.floor}


def difference(page: Page, fresh: dict[int, str]) -> dict:
    there = {pk: words for pk, words in fresh.items() if pk >= page.floor}
    return dict(sorted(set(page.shown.items()) ^ set(there.items()))[:5])


def talk(room: int, speakers: list[people.Browser], trouble: list[str]) -> None:
    """Says, changes and takes back, in all so many times."""
    shares = [speakers[number::HANDS] for number in range(HANDS)]
    threads = [
        threading.Thread(target=speak, args=(room, share, EVENTS // HANDS, trouble)) for share in shares
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def speak(room: int, speakers: list[people.Browser], count: int, trouble: list[str]) -> None:
    """Four of five events are new messages; the fifth changes or takes back one's own last one."""
    last: tuple[people.Browser, str] | None = None
    for number in range(count):
        if number % 5 == 4 and last:
            speaker, words = last
            status = amend(speaker, words, number % 10 == 9)
        else:
            speaker, words = speakers[number % len(speakers)], f"linea {uuid.uuid4().hex[:8]} v1"
            said = {"body": words, "submission": uuid.uuid4()}
            status = speaker.ask("POST", f"/chat/{room}/messages/", said)[0]
            last = (speaker, words) if status in TAKEN else None
        if status not in TAKEN:
            trouble.append(f"a message was answered with {status}")
        time.sleep(random.uniform(0, 0.3))
    connections.close_all()


def amend(speaker: people.Browser, words: str, takes_back: bool) -> int:
    pk = Message.objects.get(body=words, author=speaker.member).pk
    if takes_back:
        return speaker.ask("POST", f"/chat/messages/{pk}/removal/")[0]
    said = {"body": words.replace("v1", "v2"), "submission": uuid.uuid4()}
    return speaker.ask("POST", f"/chat/messages/{pk}/edit/", said)[0]
