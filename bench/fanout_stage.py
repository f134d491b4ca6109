"""The server that bench.fanout measures: our own socket, and beside it the bare way of doing it with Channels."""

from config import asgi, websockets  # isort: split

import asyncio
import os

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import channel_layers
from redis import asyncio as aioredis

from accounts.live import watching
from bench import fanout_layers
from community.groups.models import Group


class Bare(AsyncWebsocketConsumer):
    """A consumer as the manual shows it: one group, each event sent on."""

    async def connect(self):
        await self.channel_layer.group_add(fanout_layers.ROOM, self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data='{"watching":"bare"}')

    async def disconnect(self, code):
        await self.channel_layer.group_discard(fanout_layers.ROOM, self.channel_name)

    async def hall_message(self, event):
        await self.send(text_data=event["text"])


class Raw:
    """The least that there can be: one Redis subscription a process, its frames to every open socket, no rights."""

    def __init__(self):
        self.sends: set = set()
        self.listening: asyncio.Task | None = None

    async def __call__(self, scope, receive, send):
        self.listening = self.listening or asyncio.create_task(self.listen())
        await receive()
        await send({"type": "websocket.accept"})
        self.sends.add(send)
        try:
            while (await receive())["type"] != "websocket.disconnect":
                await send({"type": "websocket.send", "text": '{"watching":"raw"}'})
        finally:
            self.sends.discard(send)

    async def listen(self):
        async with aioredis.from_url(os.environ["BENCH_REDIS"]).pubsub() as subscription:
            await subscription.subscribe(fanout_layers.ROOM)
            async for message in subscription.listen():
                if message["type"] == "message":
                    frame = {"type": "websocket.send", "text": message["data"].decode()}
                    await asyncio.gather(*(send(frame) for send in self.sends), return_exceptions=True)


websockets.PATHS["/bare/raw/"] = Raw()
for name in fanout_layers.LAYERS:
    channel_layers.set(name, fanout_layers.layer(name))
    consumer = type(name.title(), (Bare,), {"channel_layer_alias": name})
    websockets.PATHS[f"/bare/{name}/"] = consumer.as_asgi()

if "group" not in watching.kinds():
    watching.register("group", Group.objects.readable_by)
application = asgi.application
