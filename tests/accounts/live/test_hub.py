"""The hub under trouble: slow and stuck readers, a Redis that goes and comes back, a silent one."""

import asyncio
import contextlib
import json
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from accounts.live import ears, hub, publish, rechecking, seats
from accounts.live.hub import Hub
from accounts.live.seats import Seat, Watch
from tests.accounts.live.pages import Page, look_again, play, push


class Reader:
    """A seat whose socket takes frames only while its gate is open."""

    def __init__(self, pk: int, topic: str):
        self.frames, self.closed = [], []
        self.gate = asyncio.Event()
        self.seat = Seat(SimpleNamespace(pk=pk, own_serial=None), f"s{pk}", self.take, self.close)
        self.topic = topic

    def sits_down(self, hub: Hub) -> "Reader":
        hub.enter(self.seat)
        self.seat.watches[self.topic] = Watch(granted=True)
        hub.hearing[self.topic].add(self.seat)
        self.seat.open()
        return self

    async def take(self, text: str) -> None:
        await self.gate.wait()
        self.frames.append(json.loads(text))

    async def close(self, code: int) -> None:
        self.closed.append(code)

    async def reads_on(self) -> list[dict]:
        self.gate.set()
        while self.seat.writer:
            await asyncio.sleep(0)
        return self.frames


def alone(scenario):
    """Plays the scenario with a hub that hears only what the test delivers to it."""

    async def with_hub():
        quiet = Hub("unix:///nowhere")
        try:
            await scenario(quiet)
        finally:
            quiet._stop()

    async_to_sync(with_hub)()


def test_a_slow_reader_is_told_to_fetch_and_the_neighbour_hears_all():
    async def scenario(hub):
        slow, quick = Reader(1, "post:7").sits_down(hub), Reader(2, "post:7").sits_down(hub)
        quick.gate.set()
        for number in range(500):
            hub.deliver(f'post:7\n{{"serial":{number}}}')
            await asyncio.sleep(0)
        assert [frame["serial"] for frame in await quick.reads_on()] == list(range(500))
        assert len(slow.seat.queue) <= seats.QUEUE
        frames = await slow.reads_on()
        assert {"event": "resync"} in frames
        assert len(frames) <= seats.QUEUE + 1
        assert frames[-1] == {"serial": 499}

    alone(scenario)


def test_answers_are_not_swept_away_with_events():
    async def scenario(hub):
        reader = Reader(1, "post:7").sits_down(hub)
        reader.seat.say(watching="post:8")
        for number in range(seats.QUEUE + 5):
            hub.deliver(f'post:7\n{{"serial":{number}}}')
        assert {"watching": "post:8"} in await reader.reads_on()

    alone(scenario)


def test_who_asks_on_and_never_listens_is_shown_out():
    async def scenario(hub):
        reader = Reader(1, "post:7").sits_down(hub)
        for _ in range(seats.ANSWERS + 2):
            reader.seat.say(error="not understood")
        await asyncio.sleep(0)
        assert reader.closed == [seats.TOO_SLOW]
        assert not reader.seat.queue

    alone(scenario)


def test_a_stuck_socket_is_given_up_and_its_neighbour_is_not(monkeypatch):
    monkeypatch.setattr(rechecking, "STUCK", 0)

    async def scenario(hub):
        stuck, other = Reader(1, "post:7").sits_down(hub), Reader(2, "post:7").sits_down(hub)
        other.gate.set()
        hub.deliver('post:7\n{"serial":1}')
        await asyncio.sleep(0.01)
        hub.end_stuck()
        hub.deliver('post:7\n{"serial":2}')
        await asyncio.sleep(0)
        assert (stuck.closed, stuck.frames) == ([seats.TOO_SLOW], [])
        assert await other.reads_on() == [{"serial": 1}, {"serial": 2}]

    alone(scenario)


def test_a_broken_socket_does_not_trouble_the_hub():
    async def scenario(hub):
        broken, other = Reader(1, "post:7"), Reader(2, "post:7").sits_down(hub)

        async def gone(text):
            raise ConnectionResetError

        broken.seat._send = gone
        broken.sits_down(hub)
        hub.deliver('post:7\n{"serial":1}')
        assert await other.reads_on() == [{"serial": 1}]
        hub.leave(broken.seat)
        hub.leave(other.seat)
        assert (hub.seats, dict(hub.hearing), hub.tasks) == (set(), {}, [])

    alone(scenario)


def test_what_is_still_queued_when_a_right_goes_is_not_sent():
    async def scenario(hub):
        reader = Reader(1, "post:7").sits_down(hub)
        for number in range(3):
            hub.deliver(f'post:7\n{{"serial":{number}}}')
        await asyncio.sleep(0)  # the first is on its way
        hub.deliver("!rights\n1 post:7")
        assert await reader.reads_on() == [{"serial": 0}]
        assert reader.seat.watches["post:7"].behind

    alone(scenario)


@pytest.mark.parametrize(
    "words", ["", "post:7", "!member\nx", "!rights\n1", "!what\n", "!rights\n1 2 3", "\n\n"]
)
def test_a_message_that_makes_no_sense_deafens_nobody(words):
    async def scenario(hub):
        reader = Reader(1, "post:7").sits_down(hub)
        hub.ears._hand_on(words)
        hub.deliver('post:7\n{"serial":1}')
        assert {"serial": 1} in await reader.reads_on()

    alone(scenario)


@pytest.mark.django_db(transaction=True)
def test_a_lost_push_heals_by_itself_where_the_table_keeps_a_serial(ana, board, lost_pushes):
    async def scenario():
        page = await Page.of(ana, board.thread)
        await look_again()
        board.post.version += 1
        await sync_to_async(board.post.save)()
        await push(board.thread)
        await look_again()
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 2}
        await look_again()
        assert await page.socket.receive_nothing(timeout=0.02, interval=0.01)
        await page.leaves()

    play(scenario)


@pytest.mark.django_db(transaction=True)
def test_f8_a_push_lost_right_after_one_that_came_heals_too(ana, board, monkeypatch):
    async def change():
        board.post.version += 1
        await sync_to_async(board.post.save)()
        await push(board.thread)

    async def scenario():
        page = await Page.of(ana, board.thread)
        await change()
        assert (await page.hears())["event"] == "changed"
        monkeypatch.setattr(
            publish.line, "send", lambda words, keep=True: None
        )  # this process dies before its push
        await change()
        await look_again()
        await look_again()
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 3}
        await look_again()
        assert await page.socket.receive_nothing(timeout=0.02, interval=0.01)
        await page.leaves()

    play(scenario)


@pytest.mark.django_db(transaction=True)
def test_f3_after_a_restart_of_redis_all_pages_fetch_and_hear_on(ana, marta, board, own_redis):
    async def scenario():
        pages = [await Page.of(ana, board.thread), await Page.of(marta, board.thread)]
        for _ in range(2):
            await sync_to_async(own_redis.restart)()
            for page in pages:
                assert await page.hears() == {"event": "resync"}
            await push(board.thread)
            for page in pages:
                assert (await page.hears())["event"] == "changed"
        for page in pages:
            await page.leaves()

    play(scenario)


@pytest.mark.django_db(transaction=True)
def test_f4_without_redis_pages_connect_and_serials_keep_them_right(ana, board, own_redis):
    own_redis.stop()

    async def scenario():
        page = await Page.of(ana, board.thread)
        board.post.version += 1
        await sync_to_async(board.post.save)()
        await push(board.thread)
        await look_again()
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 2}
        await page.leaves()

    play(scenario)


def test_f4_a_silent_redis_is_noticed_by_asking(monkeypatch):
    monkeypatch.setattr(ears, "QUIET", 0.05)

    async def scenario():
        asked = asyncio.Event()

        async def silent(reader, writer):
            with contextlib.suppress(ConnectionError):
                asked.set()
                await reader.read()
            writer.close()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
        listening = ears.Ears(url, heard=print, tuned_in=print)
        task = asyncio.create_task(listening.listen())
        async with asyncio.timeout(5):
            await asked.wait()
            while not listening.is_lost:
                await asyncio.sleep(0.01)
        task.cancel()
        server.close()
        return listening.is_lost

    assert async_to_sync(scenario)()


@pytest.mark.django_db(transaction=True)
def test_an_idle_subscription_stays(ana, monkeypatch):
    """A library's default of five silent seconds once cut idle subscriptions (docs/threats.md, row R11)."""
    monkeypatch.setattr(ears, "QUIET", 0.05)

    async def scenario():
        page = await Page.of(ana)
        assert await page.socket.receive_nothing(timeout=0.4)
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


@pytest.mark.django_db(transaction=True)
def test_two_houses_on_one_redis_do_not_hear_each_other(ana):
    async def scenario():
        page = await Page.of(ana)
        client = publish._redis(hub.settings.LIVE_REDIS_URL)
        client.publish("live:another", f'member:{ana.pk}\n{{"event":"notification"}}')
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)
