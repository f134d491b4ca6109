"""The channel layers that bench.fanout compares with, for the server and for the publisher."""

import os

from channels_redis.core import RedisChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer

ROOM = "hall"
LAYERS = {"core": RedisChannelLayer, "pubsub": RedisPubSubChannelLayer}


def layer(name: str):
    """The layer with its defaults, but for the library's five silent seconds, which would end idle sockets."""
    return LAYERS[name](hosts=[{"address": os.environ["BENCH_REDIS"], "socket_timeout": None}])
