"""Questions of many sockets: asked together, from threads of their own."""

import asyncio

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError

from accounts.live import reading, sessions
from accounts.live.reading import Together
from tests import cast
from tests.accounts.live.pages import Page, play, session_of


def test_who_comes_while_others_are_asked_about_is_asked_about_together():
    asked, gate = [], asyncio.Event()

    async def ask(questions):
        asked.append(questions)
        await gate.wait()
        return {question: question * 2 for question in questions}

    async def scenario():
        together = Together(ask)
        answers = asyncio.gather(*(together(number) for number in range(500)))
        await asyncio.sleep(0)
        gate.set()
        assert [found[number] for number, found in enumerate(await answers)] == [n * 2 for n in range(500)]
        assert sum(len(batch) for batch in asked) == 500
        assert len(asked) <= reading.AT_ONCE + 500 / reading.MOST_TOGETHER
        assert not together.asking

    async_to_sync(scenario)()


def test_what_goes_wrong_is_told_to_all_who_asked_and_the_next_are_asked_about_anew():
    wrong = [OperationalError("gone")]

    async def ask(questions):
        if wrong:
            raise wrong.pop()
        return dict.fromkeys(questions, "well")

    async def scenario():
        together = Together(ask)
        answers = await asyncio.gather(together(1), together(2), return_exceptions=True)
        assert any(isinstance(answer, OperationalError) for answer in answers)
        assert (await together(3))[3] == "well"

    async_to_sync(scenario)()


def test_who_stops_waiting_takes_no_answer_from_others():
    gate = asyncio.Event()

    async def ask(questions):
        await gate.wait()
        return dict.fromkeys(questions, "well")

    async def scenario():
        together = Together(ask)
        first, second = asyncio.ensure_future(together(1)), asyncio.ensure_future(together(2))
        await asyncio.sleep(0)
        first.cancel()
        gate.set()
        assert (await second)[2] == "well"

    async_to_sync(scenario)()


@pytest.mark.django_db(transaction=True)
def test_forty_pages_that_come_at_once_are_few_statements(board, monkeypatch):
    crowd = [(person, session_of(person)) for person in (cast.person(f"P{n}") for n in range(40))]
    asked, members = [], sessions.members
    monkeypatch.setattr(sessions, "members", lambda keys: asked.append(keys) or members(keys))

    async def scenario():
        pages = [Page(member, session) for member, session in crowd]
        connected = await asyncio.gather(*(page.socket.connect(timeout=10) for page in pages))
        assert all(opened for opened, _ in connected)
        assert len(asked) < 20
        for page in pages:
            await page.leaves()

    play(scenario)
