"""A seat: one open socket, what it may hear, and the short queue of what it has not been told yet."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger("tertulia.live")

QUEUE = 100  # frames that may wait for a slow reader before all of them become one "fetch again"
ANSWERS = 300  # answers that may wait: who asks on and never listens is shown out
RESYNC = '{"event":"resync"}'
SIGNED_OUT = 4403
TOO_SLOW = 4408


class Watch:
    """One topic of one seat. Not granted: still being asked, or asked again since the right may be gone."""

    __slots__ = ("asking", "behind", "granted", "heard", "serial", "turn", "typed_at")

    def __init__(self, granted: bool = False, serial: int | None = None):
        self.granted = granted
        self.serial = serial
        self.asking = False  # the member's own question is on its way
        self.behind = False  # something was withheld since
        self.heard = False  # something was delivered since the last reading of rights
        self.turn = 0  # moves with each revocation: an answer from before it counts for nothing
        self.typed_at = 0.0


class Seat:
    def __init__(
        self,
        member,
        session: str,
        send: Callable[[str], Awaitable],
        close: Callable[[int], Awaitable],
    ):
        self.member, self.session = member, session
        self._send, self._close = send, close
        self.watches: dict[str, Watch] = {}
        self.queue: deque[tuple[str | None, str]] = deque()
        self.writer: asyncio.Task | None = None
        self.sending_since: float | None = None
        self.is_open = False  # accepted; before that nothing may be written
        self.is_over = False

    def open(self) -> None:
        self.is_open = True
        if self.queue:
            self._write_on()

    def offer(self, topic: str, frame: str) -> None:
        """An event of a topic: queued when the seat may hear it."""
        watch = self.watches.get(topic)
        if watch is None:
            return
        if not watch.granted:
            watch.behind = True
            return
        watch.heard = True
        if len(self.queue) >= QUEUE:
            self.resync()
        else:
            self._queue(topic, frame)

    def resync(self) -> None:
        """Instead of all events that wait: fetch again. Answers to the member's own frames stay."""
        self.queue = deque((topic, frame) for topic, frame in self.queue if topic is None and frame != RESYNC)
        self._queue(None, RESYNC)

    def catch_up(self, topic: str, serial: int | None) -> None:
        """Tells the page how far the topic goes by now; it fetches unless it shows that much."""
        kind, _, id = topic.partition(":")
        if kind == "member":
            hint: dict[str, object] = {"event": "notification"}
        else:
            hint = {"event": "resync", kind: int(id) if id.isdecimal() else id}
        self._queue(
            topic, json.dumps(hint | ({} if serial is None else {"serial": serial}), separators=(",", ":"))
        )

    def say(self, **answer: object) -> None:
        """An answer to the member's own frame."""
        if len(self.queue) >= ANSWERS:
            self.end(TOO_SLOW)
        else:
            self._queue(None, json.dumps(answer))

    def end(self, code: int) -> None:
        """Deaf from this moment on; the socket closes with the code."""
        if self.is_over:
            return
        self.hush()
        self.closing = asyncio.create_task(
            self._finish(code)
        )  # kept: the loop itself holds tasks only weakly

    def hush(self) -> None:
        """Nothing more will be written."""
        self.is_over = True
        self.queue.clear()
        self.watches.clear()
        if self.writer and self.writer is not asyncio.current_task():
            self.writer.cancel()

    def is_stuck(self, now: float, limit: float) -> bool:
        return self.sending_since is not None and now - self.sending_since > limit

    def _queue(self, topic: str | None, frame: str) -> None:
        if self.is_over:
            return
        self.queue.append((topic, frame))
        if self.is_open and self.writer is None:
            self._write_on()

    def _write_on(self) -> None:
        self.writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        clock = asyncio.get_running_loop().time
        try:
            while self.queue:
                topic, frame = self.queue.popleft()
                if topic is None or self._may_hear(topic):
                    self.sending_since = clock()
                    await self._send(frame)
        except Exception as error:
            log.debug("live: a socket took no more: %r", error)
            self.queue.clear()
        finally:
            self.writer = self.sending_since = None

    def _may_hear(self, topic: str) -> bool:
        watch = self.watches.get(topic)
        if watch is None:
            return False
        if not watch.granted:
            watch.behind = True
        return watch.granted

    async def _finish(self, code: int) -> None:
        try:
            await self._close(code)
        except Exception as error:
            log.debug("live: a socket was gone before it was closed: %r", error)
