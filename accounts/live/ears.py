"""The process's one Redis subscription: begun again for as long as it takes, and never silently deaf."""

import asyncio
import logging
import random
from collections.abc import Callable

from redis import asyncio as aioredis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from accounts.live import publish

log = logging.getLogger("tertulia.live")

QUIET = 5.0  # seconds without a word after which Redis is asked whether it is there; as long again to answer


class Ears:
    """Calls `heard(words)` for each published message and `tuned_in()` whenever a subscription begins."""

    def __init__(self, url: str, heard: Callable[[str], None], tuned_in: Callable[[], None]):
        self.url, self.heard, self.tuned_in = url, heard, tuned_in
        self.settled = (
            asyncio.Event()
        )  # subscribed, so that nothing is missed from here on; or known to be without
        self.is_lost = False

    async def be_settled(self, limit: float = 1.0) -> None:
        """Waits until what happens is heard, or until it is known that Redis is away."""
        try:
            await asyncio.wait_for(self.settled.wait(), limit)
        except TimeoutError:
            pass

    async def listen(self) -> None:
        """Listens until cancelled."""
        self.is_lost = False
        self.settled.clear()
        while True:
            try:
                await self._hear()
            except (OSError, RedisError) as error:
                if not self.is_lost:
                    log.warning("live: Redis is away: %s", error)
            self.is_lost = True
            self.settled.set()
            await asyncio.sleep(random.uniform(0.2, 0.6))

    async def _hear(self) -> None:
        client = aioredis.Redis.from_url(
            self.url,
            decode_responses=True,
            socket_connect_timeout=2,
            socket_timeout=QUIET,  # for the greeting; the subscription may be idle as long as it likes
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            driver_info=None,
        )
        try:
            async with client.pubsub() as subscription:
                await subscription.subscribe(publish.channel())
                await self._hear_on(subscription)
        finally:
            await client.aclose()

    async def _hear_on(self, subscription) -> None:
        was_asked = False
        while True:
            message = await subscription.get_message(timeout=QUIET)
            if message is None and was_asked:
                raise ConnectionError("no answer")
            was_asked = message is None
            if was_asked:
                await subscription.ping()
            elif message["type"] == "message":
                self._hand_on(message["data"])
            elif message["type"] == "subscribe":
                self.is_lost = False
                self.settled.set()
                self.tuned_in()

    def _hand_on(self, words: str) -> None:
        try:
            self.heard(words)
        except Exception:
            log.exception("live: a message could not be handed on")
