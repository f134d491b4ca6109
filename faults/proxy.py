"""A door before a server that can be shut, or go silent: what a cable, a firewall or a frozen machine does."""

import asyncio
import contextlib
import threading
from pathlib import Path

PASS, REFUSE, SILENT = "pass", "refuse", "silent"


class Proxy:
    """Listens on a port of 127.0.0.1 and leads to a unix socket; `become` changes its mood at once."""

    def __init__(self, port: int, leads_to: Path):
        self.port, self.leads_to, self.mood = port, leads_to, PASS
        self.open: set[asyncio.StreamWriter] = set()
        self.door: asyncio.Server | None = None
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="proxy", daemon=True)

    def __enter__(self) -> "Proxy":
        self.thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_error) -> None:
        self._run(self._shut())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    def become(self, mood: str) -> None:
        """Refusing hangs up and closes the port; silent takes calls and all that is said, and answers nothing."""
        self._run(self._become(mood))

    def _run(self, what) -> None:
        asyncio.run_coroutine_threadsafe(what, self.loop).result(10)

    async def _become(self, mood: str) -> None:
        before, self.mood = self.mood, mood
        if mood == REFUSE:
            await self._shut()
        elif before == REFUSE:
            await self._listen()
        elif before == SILENT:
            self._hang_up()  # what was said into the silence is lost; both ends must notice

    async def _listen(self) -> None:
        self.door = await asyncio.start_server(self._call, "127.0.0.1", self.port, reuse_address=True)

    async def _shut(self) -> None:
        if self.door:
            self.door.close()
            self.door = None
        self._hang_up()

    def _hang_up(self) -> None:
        for line in list(self.open):
            line.transport.abort()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            if self.mood == SILENT:
                await self._listen_in_silence(reader)
            else:
                await self._connect(reader, writer)
        except OSError:
            pass
        finally:
            self.open.discard(writer)
            writer.transport.abort()

    async def _connect(self, reader, writer) -> None:
        there, to = await asyncio.open_unix_connection(str(self.leads_to))
        self.open.add(to)
        try:
            ways = [
                asyncio.ensure_future(self._carry(reader, to)),
                asyncio.ensure_future(self._carry(there, writer)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            self.open.discard(to)
            to.transport.abort()

    async def _carry(self, reader, writer) -> None:
        while words := await reader.read(65536):
            if self.mood == SILENT:
                continue
            with contextlib.suppress(RuntimeError):
                writer.write(words)
                await writer.drain()

    async def _listen_in_silence(self, reader) -> None:
        while await reader.read(65536):
            pass
