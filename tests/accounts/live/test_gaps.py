"""F13: whatever is cut and lost on the way, every page ends where a fresh one would begin."""

import asyncio
import contextlib
import json
import os
import random

import pytest
from asgiref.sync import sync_to_async
from django.db.models import F

from accounts.live import hub, publish
from community.posts.models import Post
from tests.accounts.live.pages import Page, look_again, play, push

READERS, EVENTS = (300, 1000) if os.environ.get("DEEP") else (12, 80)


class Reader:
    """A page that does what the contract asks of one: it fetches when it watches, and on each hint."""

    def __init__(self, member, post: Post, topic: str):
        self.member, self.post, self.topic, self.shows = member, post, topic, 0

    async def opens(self) -> None:
        self.page = await Page.of(self.member)
        await self.page.socket.send_json_to({"watch": self.topic, "serial": self.shows})
        self.reading = asyncio.create_task(self.reads())

    async def reads(self) -> None:
        while True:
            frame = json.loads((await self.page.socket.receive_output(timeout=3600))["text"])
            if frame.get("event") in ("changed", "resync"):
                self.shows = await fetched(self.post)

    async def is_cut(self) -> None:
        self.reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.reading
        await self.page.leaves()


@sync_to_async
def fetched(post: Post) -> int:
    return Post.objects.get(pk=post.pk).version


async def change(post: Post) -> None:
    await sync_to_async(Post.objects.filter(pk=post.pk).update)(version=F("version") + 1)
    await push(f"thread:{post.pk}")


@pytest.mark.django_db(transaction=True)
def test_f13_after_cuts_losses_and_restarts_every_page_is_right(ana, board, own_redis, monkeypatch):
    monkeypatch.setattr(hub, "MOST_SEATS", READERS + 1)
    monkeypatch.setattr(publish, "line", publish.Line(pause=0.05))
    chance = random.Random(13)
    send = publish.line.send

    def unreliable(words, keep=True):
        if chance.random() < 0.8:  # a process may die between its commit and its push
            send(words, keep)

    monkeypatch.setattr(publish.line, "send", unreliable)

    async def scenario():
        readers = [Reader(ana, board.post, board.thread) for _ in range(READERS)]
        for reader in readers:
            await reader.opens()
        for number in range(EVENTS):
            await change(board.post)
            if number % 7 == 0:
                cut = chance.sample(readers, READERS // 4)
                for reader in cut:
                    await reader.is_cut()
                await change(board.post)
                for reader in cut:
                    await reader.opens()
            if number % (EVENTS // 2) == 20:
                await sync_to_async(own_redis.restart)()
        truth = await fetched(board.post)
        async with asyncio.timeout(60):
            while any(reader.shows != truth for reader in readers):
                await look_again()
                await asyncio.sleep(0.01)
        for reader in readers:
            await reader.is_cut()

    play(scenario)
