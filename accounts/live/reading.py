"""Questions that sockets put to the database, from threads of their own: a slow statement holds up no other socket,
and a crowd of questions does not hold up the reading of everybody's rights."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections

from accounts.live import sessions, watching

AT_ONCE = 4  # questions on their way; whoever comes then waits, and all who wait are asked about together
MOST_TOGETHER = 200

_questions = ThreadPoolExecutor(AT_ONCE, "live")
_checks = ThreadPoolExecutor(1, "live-check")


def _twice(ask):
    """A connection that died with its server fails once and is then replaced; reading again does no harm."""

    def asked(*args):
        try:
            return ask(*args)
        except (OperationalError, InterfaceError):
            close_old_connections()
            return ask(*args)

    return asked


def _in(threads: ThreadPoolExecutor, ask):
    return database_sync_to_async(_twice(ask), thread_sensitive=False, executor=threads)


def _everything(keys: set[str], asked: set[tuple[str, str]]):
    members = sessions.members(keys)
    rights = watching.rights((members[key], topic) for key, topic in asked if key in members)
    own = {(member.pk, watching.own(member.pk)): member.own_serial for member in members.values()}
    return members, rights | own


everything = _in(
    _checks, _everything
)  # (keys, {(key, topic)}) -> members by key, serials by (member's key, topic)


class Together:
    """Asks many questions in one: a thousand pages that come back at once cost some dozens of statements."""

    def __init__(self, ask: Callable[[list], Awaitable[dict]]):
        self.ask = ask
        self.waiting: list[tuple[Hashable, asyncio.Future]] = []
        self.asking: set[asyncio.Task] = set()

    async def __call__(self, question: Hashable) -> dict:
        """The answer to all that was asked together with the question. Raises what the asking raised."""
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append((question, answer))
        if len(self.asking) < AT_ONCE:
            task = asyncio.create_task(self._ask_on())
            self.asking.add(task)
            task.add_done_callback(self.asking.discard)
        return await answer

    async def _ask_on(self) -> None:
        while self.waiting:
            batch, self.waiting = self.waiting[:MOST_TOGETHER], self.waiting[MOST_TOGETHER:]
            try:
                found = await self.ask([question for question, _ in batch])
            except Exception as error:
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for _, answer in batch:
                    if not answer.done():
                        answer.set_result(found)


class Desk:
    """Where the sockets of one process ask."""

    def __init__(self) -> None:
        self._members = Together(_in(_questions, lambda keys: sessions.members(keys)))
        self._rights = Together(_in(_questions, lambda asked: watching.rights(asked)))

    async def whose(self, session: str):
        """The member behind the session key, or None."""
        return (await self._members(session)).get(session)

    async def right(self, member, topic: str) -> tuple[bool, int | None]:
        """Whether the member may watch the topic, and its serial."""
        found = await self._rights((member, topic))
        return (member.pk, topic) in found, found.get((member.pk, topic))
