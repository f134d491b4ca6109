"""The server that bench.fanout measures: our own socket, and beside it the bare way of doing it with Channels."""

from config import asgi, websockets  # isort: split

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import channel_layers

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


for name in fanout_layers.LAYERS:
    channel_layers.set(name, fanout_layers.layer(name))
    consumer = type(name.title(), (Bare,), {"channel_layer_alias": name})
    websockets.PATHS[f"/bare/{name}/"] = consumer.as_asgi()

if "group" not in watching.kinds():
    watching.register("group", Group.objects.readable_by)
application = asgi.application
