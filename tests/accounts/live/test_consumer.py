"""The one socket: what it answers, and to whom."""

import json
import os
import random

import pytest

from accounts.live import consumer, hub
from community.notifications.models import Inbox
from tests.accounts.live.pages import PATIENCE, Page, answer_slowly, look_again, play, push, socket

pytestmark = pytest.mark.django_db(transaction=True)
FRAMES = 10_000 if os.environ.get("DEEP") else 500


def test_ana_hears_what_happens_to_her_post(ana, board):
    async def scenario():
        page = await Page.of(ana, board.thread)
        await push(board.thread, "message", serial=4, html="<p>¡Hola!</p>")
        event = {"event": "message", "thread": board.post.pk, "serial": 4, "html": "<p>¡Hola!</p>"}
        assert await page.hears() == event
        await page.leaves()

    play(scenario)


def test_bruno_cannot_tell_a_closed_post_from_none(ana, bruno, board):
    async def scenario():
        page = await Page.of(bruno)
        for topic in (board.thread, board.hall, "thread:99999999", "hall:99999999", "nosuchkind:1"):
            assert await page.says(watch=topic) == {"refused": topic}
            await push(topic)
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_row_10_no_frame_brings_bruno_what_is_anas(ana, bruno, board):
    tricks = [
        f"member:{ana.pk}",
        "member:*",
        "thread:*",
        "*",
        "live:tertulia",
        "!rights",
        f"{board.thread}\nx",
    ]

    async def scenario():
        page = await Page.of(bruno)
        for topic in tricks:
            await page.says(watch=topic)
        await push(f"member:{ana.pk}", "notification", canary="for Ana")
        await push(board.thread, "message", html="canary")
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_each_member_hears_their_own_events_unasked(ana, bruno):
    async def scenario():
        pages = [await Page.of(ana), await Page.of(ana), await Page.of(bruno)]
        await push(f"member:{ana.pk}", "notification", serial=3)
        for page in pages[:2]:
            assert await page.hears() == {"event": "notification", "serial": 3}
        assert await pages[2].is_deaf()
        for page in pages:
            await page.leaves()

    play(scenario)


def test_who_stops_watching_hears_no_more(ana, board):
    async def scenario():
        page = await Page.of(ana, board.thread)
        assert await page.says(unwatch=board.thread) == {"unwatched": board.thread}
        await push(board.thread)
        assert await page.is_deaf()
        assert await page.says(watch=board.thread) == {"watching": board.thread}
        await push(board.thread)
        assert await page.hears() == {"event": "changed", "thread": board.post.pk}
        await page.leaves()

    play(scenario)


def test_a_page_that_is_behind_is_told_and_one_that_is_not_is_left_alone(ana, board):
    async def scenario():
        page = await Page.of(ana)
        assert await page.says(watch=board.thread, serial=1) == {"watching": board.thread}
        assert await page.is_deaf()
        assert await page.says(watch=board.thread, serial=0) == {"watching": board.thread}
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 1}
        await page.leaves()

    play(scenario)


def test_what_happens_while_the_right_is_asked_is_not_missed(ana, board, monkeypatch):
    async def scenario():
        page = await Page.of(ana)
        answer_slowly(monkeypatch, meanwhile=lambda: heard_by_hub(board.thread))
        assert await page.says(watch=board.thread) == {"watching": board.thread}
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 1}
        await page.leaves()

    play(scenario)


async def heard_by_hub(topic):
    hub.here().deliver(f'{topic}\n{{"event":"changed"}}')


def test_the_bell_that_is_behind_is_told(ana):
    Inbox.objects.create(member=ana, serial=4)

    async def scenario():
        page = await Page.of(ana)
        assert await page.says(since=3) == {"event": "notification", "serial": 4}
        assert await page.says(since=4) == {"since": 4}
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_only_where_people_see_each_other_write_is_typing_told(ana, marta, board):
    async def scenario():
        page, other = await Page.of(ana, board.hall), await Page.of(marta, board.hall)
        assert await page.says(watch=board.thread) == {"watching": board.thread}
        assert await page.says(typing=board.thread) == {"refused": board.thread}
        assert await page.says(typing="hall:99999") == {"refused": "hall:99999"}
        assert await page.says(typing=f"member:{ana.pk}") == {"refused": f"member:{ana.pk}"}
        await page.socket.send_json_to({"typing": board.hall})
        await page.socket.send_json_to({"typing": board.hall})  # so soon after, it is the same typing
        assert await other.hears() == {"event": "typing", "hall": board.group.pk, "member": ana.pk}
        assert await other.is_deaf()
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_who_is_not_signed_in_is_told_so(db):
    async def scenario():
        for session in ("", "0" * 32, "'; --"):
            visitor = socket(session)
            assert (await visitor.connect(timeout=PATIENCE))[0]
            assert (await visitor.receive_output(timeout=PATIENCE))["code"] == 4403
        assert hub.here().seats == set()

    play(scenario)


def test_a_page_watches_a_hundred_things_at_most(ana, board, monkeypatch):
    monkeypatch.setattr(hub, "MOST_WATCHES", 1)

    async def scenario():
        page = await Page.of(ana, board.thread)
        assert await page.says(watch=board.hall) == {"refused": board.hall}
        await page.says(unwatch=board.thread)
        assert await page.says(watch=board.hall) == {"watching": board.hall}
        await page.leaves()

    play(scenario)


def test_a_member_has_thirty_sockets_at_most(ana, bruno, monkeypatch):
    monkeypatch.setattr(hub, "MOST_SEATS", 1)

    async def scenario():
        page, other = await Page.of(ana), await Page.of(bruno)
        one_more = await Page.of(ana)
        assert (await one_more.socket.receive_output(timeout=PATIENCE))["code"] == consumer.TOO_MANY
        await page.leaves()
        await (await Page.of(ana)).leaves()
        await other.leaves()

    play(scenario)


def test_who_talks_too_fast_is_told_and_kept(ana, board, monkeypatch):
    monkeypatch.setattr(consumer, "BURST", 3)
    monkeypatch.setattr(consumer, "PER_SECOND", 0)

    async def scenario():
        page = await Page.of(ana, board.thread)
        answers = [await page.sends("{}") for _ in range(4)]
        assert answers == [{"error": "not understood"}] * 2 + [{"error": "too many frames"}] * 2
        await push(board.thread)
        assert (await page.hears())["event"] == "changed"
        await page.leaves()

    play(scenario)


def test_a_database_that_fails_once_is_asked_again_and_one_that_stays_away_is_told(ana, board, monkeypatch):
    from django.db import OperationalError

    from accounts.live import watching

    rights, failures = watching.rights, [OperationalError("gone")] * 1

    def failing(asked):
        if failures:
            raise failures.pop()
        return rights(asked)

    monkeypatch.setattr(watching, "rights", failing)

    async def scenario():
        page = await Page.of(ana, board.thread)
        failures.extend([OperationalError("gone")] * 2)
        assert await page.says(watch=board.hall) == {"error": "try again later"}
        assert await page.says(watch=board.hall) == {"watching": board.hall}
        await page.leaves()

    play(scenario)


def test_row_39_fuzzed_frames_end_neither_socket_nor_process(ana, bruno, board, monkeypatch):
    monkeypatch.setattr(consumer, "BURST", FRAMES * 2)
    chance = random.Random(39)

    async def scenario():
        page, other = await Page.of(ana), await Page.of(bruno)
        for _ in range(FRAMES):
            await page.socket.send_input({"type": "websocket.receive", **fuzzed(chance, board)})
            answer = await page.hears()
            assert set(answer) <= {
                "error",
                "refused",
                "watching",
                "unwatched",
                "event",
                "thread",
                "hall",
                "corner",
            }
        await look_again()  # thousands of frames take longer than rights may stay unread
        assert await page.says(watch=board.thread) in ({"watching": board.thread}, {"event": "resync"})
        assert await other.is_deaf()
        await page.leaves()
        await other.leaves()

    play(scenario)


def fuzzed(chance: random.Random, board) -> dict:
    """A frame that is wrong in one way or another, and now and then right."""
    verb = chance.choice(["watch", "unwatch", "type", "join", "__class__", "event", "", "since ", "Watch"])
    value = chance.choice(
        [
            board.thread,
            f"thread:{chance.randrange(10**9)}",
            "".join(chr(chance.choice([0, 10, 42, 37, 95, 1633, 55357, 65279, 128512])) for _ in range(5)),
            chance.random(),
            None,
            True,
            [board.thread],
            {"watch": board.thread},
            "x" * chance.randrange(3000),
            -1,
            10**30,
        ]
    )
    text = json.dumps({verb: value} | ({"serial": value} if chance.random() < 0.2 else {}))
    kind = chance.randrange(6)
    if kind == 0:
        return {"bytes": chance.randbytes(chance.randrange(1, 200))}
    if kind == 1:
        return {"text": text[: chance.randrange(len(text))]}
    if kind == 2:
        return {
            "text": chance.choice(["[" * 900, '{"a":' * 190, "NaN", "1e999", '"', "\x00", "{}", "[]", "🦊"])
        }
    if kind == 3:
        cut = chance.randrange(len(text))
        return {"text": text[:cut] + chr(chance.randrange(32, 0xD000)) + text[cut:]}
    return {"text": text}
