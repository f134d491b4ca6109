"""The one socket, at /ws/: a member's own events, and what their page watches (D-17, "The socket")."""

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http import parse_cookie

from accounts.live import frames, hub, publish, watching
from accounts.live.seats import SIGNED_OUT, Seat

log = logging.getLogger("tertulia.live")

TOO_MANY = 4429  # this member has enough sockets
BURST, PER_SECOND = (
    200,
    20,
)  # frames of one socket: a page may watch all it can at once, then little by little
TYPING_EVERY = 2.0  # seconds
GOODBYE = 3.0  # seconds that a browser has to take our close


class MemberConsumer(AsyncWebsocketConsumer):
    seat: Seat | None = None

    async def __call__(self, scope, receive, send):
        self.hub = hub.here()
        self.shown_out = (
            asyncio.get_running_loop().create_future()
        )  # the code to close with, once it is decided
        self.allowance, self.counted_at = BURST, time.monotonic()
        try:
            await super().__call__(scope, partial(self._next, receive), send)
        finally:
            if self.seat:
                self.hub.leave(self.seat)

    async def _next(self, receive) -> dict:
        """The next word from outside, or the end when we close.

        The server would not send our close while somebody waits for the browser's next frame: so that waiting ends
        first (row 38: a browser that says nothing more must still be shown out).
        """
        word = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({word, self.shown_out}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not word.done():
                word.cancel()
        if not self.shown_out.done():
            return word.result()
        await asyncio.wait({word})
        with suppress(TimeoutError):  # whoever is shown out for taking nothing does not take this either
            await asyncio.wait_for(self.close(self.shown_out.result()), GOODBYE)
        return {"type": "websocket.disconnect", "code": self.shown_out.result()}

    async def dispatch(self, message):
        # Channels would look after old database connections here, in a thread, for every frame; `reading` does it.
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self):
        """Signed out is told by a code after the handshake: a refused one looks to the page like a broken network."""
        session = parse_cookie(self._header(b"cookie")).get(settings.SESSION_COOKIE_NAME, "")
        member = await self.hub.desk.whose(session)
        if member is None:
            await self.accept()
            await self.close(SIGNED_OUT)
            return
        seat = Seat(member, session, self._send, self._show_out)
        if not self.hub.enter(seat):
            await self.accept()
            await self.close(TOO_MANY)
            return
        self.seat = seat
        await self.hub.ears.be_settled()
        await self.accept()
        seat.open()

    async def receive(self, text_data=None, bytes_data=None):
        if self.seat is None or self.seat.is_over:
            return
        if not self._is_allowed():
            self.seat.say(error="too many frames")
            return
        try:
            frame = frames.read(text_data)
            await getattr(self, f"on_{frame.verb}")(frame)
        except frames.NotUnderstood as error:
            self.seat.say(error=str(error))
        except Exception:
            log.exception("live: a frame could not be answered")
            self.seat.say(error="try again later")

    async def on_watch(self, frame: frames.Frame) -> None:
        # The same answer for what does not exist, what is not allowed and what has no such name.
        if topic := watching.topic(frame.topic):
            await self.hub.watch(self.seat, topic, frame.serial)
        else:
            self.seat.say(refused=frame.topic)

    async def on_unwatch(self, frame: frames.Frame) -> None:
        if watching.topic(frame.topic):
            self.hub.unwatch(self.seat, frame.topic)
        self.seat.say(unwatched=frame.topic)

    async def on_typing(self, frame: frames.Frame) -> None:
        watch = self.seat.watches.get(frame.topic)
        if (
            not watch
            or not watch.granted
            or not watching.topic(frame.topic)
            or not watching.takes_typing(frame.topic, self.seat.member)
        ):
            self.seat.say(refused=frame.topic)
        elif time.monotonic() - watch.typed_at >= TYPING_EVERY:
            watch.typed_at = time.monotonic()
            words = publish.message(frame.topic, {"event": "typing", "member": self.seat.member.pk})
            await asyncio.to_thread(publish.line.send, words, keep=False)

    async def on_since(self, frame: frames.Frame) -> None:
        """The page tells how far its own notifications go, and by the answer it knows that the line is alive."""
        own = watching.own(self.seat.member.pk)
        reached = self.seat.watches[own].serial or 0
        if reached > frame.serial:
            self.seat.catch_up(own, reached)
        else:
            self.seat.say(since=frame.serial)

    async def _show_out(self, code: int) -> None:
        if not self.shown_out.done():
            self.shown_out.set_result(code)

    async def _send(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "text": text})

    def _header(self, name: bytes) -> str:
        return "; ".join(value.decode("latin-1") for key, value in self.scope["headers"] if key == name)

    def _is_allowed(self) -> bool:
        now = time.monotonic()
        self.allowance = min(BURST, self.allowance + (now - self.counted_at) * PER_SECOND)
        self.counted_at = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True
