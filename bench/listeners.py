"""Many websocket clients in one process, as thin as can be: they share the machine with the server they measure."""

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable


class Listener(asyncio.Protocol):
    """One client: shakes hands, asks to watch, then notes when each frame has come."""

    def __init__(self, host: str, path: str, cookie: str, ask: str, heard: Callable[[bytes, float], None]):
        self.host, self.path, self.cookie, self.ask, self.heard = host, path, cookie, ask, heard
        self.buffer, self.is_open = b"", False
        self.ready = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: {self.host}",
            f"Origin: http://{self.host}",
            f"Cookie: {self.cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        ]
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def data_received(self, data):
        at = time.monotonic()
        self.buffer += data
        if not self.is_open:
            head, end, self.buffer = self.buffer.partition(b"\r\n\r\n")
            if not end:
                self.buffer = head
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                self.ready.set_exception(ConnectionError(head.split(b"\r\n")[0].decode()))
                return
            self.is_open = True
            self.transport.write(masked(self.ask.encode()))
        for payload in self.frames():
            if b'"watching"' in payload and not self.ready.done():
                self.ready.set_result(True)
            else:
                self.heard(payload, at)

    def frames(self):
        while len(self.buffer) >= 2:
            size, start = self.buffer[1] & 127, 2
            if size == 126:
                if len(self.buffer) < 4:
                    return
                size, start = struct.unpack(">H", self.buffer[2:4])[0], 4
            if len(self.buffer) < start + size:
                return
            kind, payload = self.buffer[0] & 15, self.buffer[start : start + size]
            self.buffer = self.buffer[start + size :]
            if kind == 9:
                self.transport.write(masked(payload, kind=10))
            elif kind == 1:
                yield payload

    def connection_lost(self, error):
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("closed before it watched"))


def masked(payload: bytes, kind: int = 1) -> bytes:
    mask = b"\0\0\0\0"
    if len(payload) < 126:
        return bytes([0x80 | kind, 0x80 | len(payload)]) + mask + payload
    return bytes([0x80 | kind, 0xFE]) + struct.pack(">H", len(payload)) + mask + payload
