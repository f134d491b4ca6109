"""A member's open page, as seen from the socket."""

import json

from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from accounts.live import hub, publish, reading
from config import websockets
from tests import cast

HOST = "127.0.0.1:8000"
OURS = f"http://{HOST}"
PATIENCE = 20  # seconds: a bound for what would hang, no promise, so that a busy machine fails no test


def play(scenario):
    """Runs an async scenario to its end."""
    async_to_sync(scenario)()


def session_of(member) -> str:
    return cast.client_of(member).cookies[settings.SESSION_COOKIE_NAME].value


def socket(session: str = "", path: str = "/ws/", **headers: str) -> WebsocketCommunicator:
    headers = {"host": HOST, "origin": OURS, "cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} | headers
    return WebsocketCommunicator(
        websockets.application, path, headers=[(k.encode(), v.encode("latin-1")) for k, v in headers.items()]
    )


class Page:
    """An open page of a member, with its socket."""

    def __init__(self, member, session: str):
        self.member, self.session = member, session
        self.socket = socket(session)

    @classmethod
    async def of(cls, member, watching: str = "") -> "Page":
        page = cls(member, await sync_to_async(session_of)(member))
        assert (await page.socket.connect(timeout=PATIENCE))[0]
        if watching:
            assert await page.says(watch=watching) == {"watching": watching}
        return page

    async def says(self, **frame) -> dict:
        """Sends the frame and returns the answer."""
        return await self.sends(json.dumps(frame))

    async def sends(self, text: str) -> dict:
        await self.socket.send_to(text_data=text)
        return await self.hears()

    async def hears(self) -> dict:
        return await self.socket.receive_json_from(timeout=PATIENCE)

    async def is_deaf(self) -> bool:
        """Whether nothing has come for this page: all goes by one line in order, so a word of its own shows it."""
        publish.line.send(
            publish.message(f"member:{self.member.pk}", {"event": "notification", "serial": -1})
        )
        return await self.hears() == {"event": "notification", "serial": -1}

    async def is_shown_out(self) -> bool:
        output = await self.socket.receive_output(timeout=PATIENCE)
        return output["type"] == "websocket.close" and output["code"] == 4403

    async def leaves(self) -> None:
        await self.socket.disconnect()

    @property
    def seat(self):
        return next(seat for seat in hub.here().seats if seat.session == self.session)


@sync_to_async
def push(topic: str, event: str = "changed", **about) -> None:
    publish.push(topic, {"event": event, **about})


async def look_again() -> None:
    """What the hub does by itself every few seconds."""
    await hub.here().check()


def answer_slowly(monkeypatch, meanwhile) -> None:
    """Each question about a right is answered by the table first, and heard by the hub only after `meanwhile()`."""
    ask = reading.Desk.right

    async def right(*args):
        answer = await ask(*args)
        await meanwhile()
        return answer

    monkeypatch.setattr(reading.Desk, "right", right)
