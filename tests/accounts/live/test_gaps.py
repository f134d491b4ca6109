"""F13: whatever is cut and lost on the way, every page ends where a fresh one would begin."""

import asyncio
import contextlib
import json
import os
import random

import pytest
from asgiref.sync import sync_to_async
from django.db.models import F

from accounts.live import hub, publish, rechecking
from community.posts.models import Post
from tests.accounts.live.pages import Page, play, push, session_of

READERS, EVENTS = (300, 1000) if os.environ.get("DEEP") else (12, 80)


class Table:
    """What a fresh page would show. Who asks while a question is on its way shares the next one: it begins later."""

    def __init__(self, post: Post):
        self.post, self.now, self.next = post, None, None

    async def version(self) -> int:
        self.next = self.next or asyncio.ensure_future(self._ask_after(self.now))
        return await asyncio.shield(self.next)

    async def _ask_after(self, question) -> int:
        if question:
            await question
        self.now, self.next = self.next, None
        return (await sync_to_async(Post.objects.get)(pk=self.post.pk)).version


class Reader:
    """A page that does what is asked of one (D-17): it fetches when it is behind, and on each hint."""

    def __init__(self, member, session: str, table: Table):
        self.member, self.session, self.table, self.shows = member, session, table, 0

    async def opens(self) -> None:
        self.page = Page(self.member, self.session)
        assert (await self.page.socket.connect(timeout=30))[0]
        await self.page.socket.send_json_to({"watch": f"thread:{self.table.post.pk}", "serial": self.shows})
        self.reading = asyncio.create_task(self.reads())

    async def reads(self) -> None:
        while True:
            frame = json.loads((await self.page.socket.receive_output(timeout=3600))["text"])
            if frame.get("event") in ("changed", "resync"):
                self.shows = await self.table.version()

    async def is_cut(self) -> None:
        self.reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.reading
        await self.page.leaves()


async def change(post: Post) -> None:
    await sync_to_async(Post.objects.filter(pk=post.pk).update)(version=F("version") + 1)
    await push(f"thread:{post.pk}")


@pytest.mark.django_db(transaction=True)
def test_f13_after_cuts_losses_and_restarts_every_page_is_right(ana, board, own_redis, monkeypatch):
    monkeypatch.setattr(hub, "MOST_SEATS", READERS + 1)
    monkeypatch.setattr(rechecking, "CHECK_EVERY", 0.5)
    monkeypatch.setattr(publish, "line", publish.Line(pause=0.05))
    chance = random.Random(13)
    send = publish.line.send

    def unreliable(words, keep=True):
        if chance.random() < 0.8:  # a process may die between its commit and its push
            send(words, keep)

    monkeypatch.setattr(publish.line, "send", unreliable)

    session = session_of(ana)

    async def scenario():
        table = Table(board.post)
        readers = [Reader(ana, session, table) for _ in range(READERS)]
        await asyncio.gather(*(reader.opens() for reader in readers))
        for number in range(EVENTS):
            await change(board.post)
            if number % 7 == 0:
                cut = chance.sample(readers, READERS // 4)
                await asyncio.gather(*(reader.is_cut() for reader in cut))
                await change(board.post)
                await asyncio.gather(*(reader.opens() for reader in cut))
            if number % (EVENTS // 2) == 20:
                await sync_to_async(own_redis.restart)()
        truth = await table.version()
        async with asyncio.timeout(60):
            while any(reader.shows != truth for reader in readers):
                await asyncio.sleep(0.01)
        await asyncio.gather(*(reader.is_cut() for reader in readers))

    play(scenario)
