"""A plain subscriber beside the hub: what really went through Redis."""

import time

import redis

from accounts.live import publish
from tests.accounts.live.pages import PATIENCE


class Listener:
    def __init__(self, url: str):
        self.url = url

    def __enter__(self):
        self.client = redis.Redis.from_url(self.url, decode_responses=True)
        self.subscription = self.client.pubsub()
        self.subscription.subscribe(publish.channel())
        assert self.subscription.get_message(timeout=PATIENCE)["type"] == "subscribe"
        return self

    def __exit__(self, *error):
        self.subscription.close()
        self.client.close()

    def heard(self) -> list[str]:
        """All that has come by now: what is published last is heard last."""
        self.client.publish(publish.channel(), "last")
        words = []
        while (message := self.subscription.get_message(timeout=PATIENCE))["data"] != "last":
            words.append(message["data"])
        return words

    def next(self, count: int) -> list[str]:
        words, end = [], time.monotonic() + 5
        while len(words) < count and time.monotonic() < end:
            if message := self.subscription.get_message(timeout=0.5):
                words.append(message["data"])
        return words
