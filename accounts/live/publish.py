"""Tells open pages that something happened: after the commit, and never at the price of the request.

    push("post:7", {"event": "changed"})             # everybody who watches post 7
    push("member:3", {"event": "notification"})      # the member's own pages
    revoke(member=3, topic="post:7")                 # deaf at once, then asked anew
    end_member(3); end_session(key)                  # their sockets close with 4403

An event is a hint: it may be lost, doubled or late, and the page then asks the table through its own door.
"""

import hashlib
import json
import logging
import threading
import time
from collections import deque
from functools import cache, partial

import redis
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger("tertulia.live")

EVENTS = frozenset({"message", "changed", "gone", "typing", "presence", "notification"})
PATIENCE = 0.4  # seconds for connecting and again for the answer: together below the one second of D-9
KEPT = 500  # messages held back while Redis is away; beyond that, "you all missed something" says it as well


def push(topic: str, event: dict[str, object]) -> None:
    """After the commit, sends the event to whoever watches the topic. The topic's own kind and id are added."""
    if event["event"] not in EVENTS:
        raise ValueError(f"no such event: {event['event']}")
    _after_commit(message(topic, event))


def revoke(member: int | None = None, topic: str | None = None) -> None:
    """After the commit, stops delivering the topic to the member until their right was read again.

    Without a topic all that the member watches, without a member everybody who watches the topic.
    """
    _after_commit(f"!rights\n{member or '*'} {topic or '*'}")


def end_session(key: str) -> None:
    """After the commit, closes the sockets that were opened with the session."""
    _after_commit(f"!session\n{tag(key)}")


def end_member(member: int) -> None:
    """After the commit, closes all sockets of the member."""
    _after_commit(f"!member\n{member}")


def message(topic: str, event: dict[str, object]) -> str:
    """What travels: the topic, a line break, and the frame just as the browsers get it, encoded this once."""
    kind, _, id = topic.partition(":")
    if kind != "member":
        event = {
            "event": event["event"],
            kind: int(id) if id.isdecimal() else id,
            **event,
        }
    return f"{topic}\n{json.dumps(event, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(',', ':'))}"


def tag(session_key: str) -> str:
    """A name for the session that opens nothing: keys themselves never travel."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


def channel() -> str:
    """One channel a database: numbered Redis databases do not keep published words apart."""
    return f"live:{settings.DATABASES['default']['NAME']}"


def _after_commit(words: str) -> None:
    # Robust: the row is saved; whatever happens to the hint must not become an error page.
    transaction.on_commit(partial(line.send, words), robust=True)


class Line:
    """This process's way to Redis. Only the first word into a dead one waits; later ones are kept and sent from a
    thread of their own, which tries again every `pause` seconds until it is through."""

    def __init__(self, pause: float = 1.0):
        self.pause = pause
        self.lock = threading.Lock()
        self.kept: deque[str] = deque()
        self.mending: threading.Thread | None = None

    def send(self, words: str, keep: bool = True) -> None:
        """Publishes the words, or keeps them for later (not with `keep=False`). Never raises, waits below a second."""
        with self.lock:
            if self.mending:
                if keep:
                    self._keep(words)
                return
        try:
            _redis(settings.LIVE_REDIS_URL).publish(channel(), words)
        except (redis.RedisError, OSError) as error:
            log.warning("Redis does not take live events: %s", error)
            with self.lock:
                self._mend(words if keep else None)

    def _keep(self, words: str) -> None:
        if len(self.kept) >= KEPT:
            self.kept = deque(["!gap\n"])
        self.kept.append(words)

    def _mend(self, words: str | None) -> None:
        if words:
            self._keep(words)
        if not self.mending:
            self.mending = threading.Thread(target=self._send_kept, name="live-mending", daemon=True)
            self.mending.start()

    def _send_kept(self) -> None:
        while True:
            time.sleep(self.pause)
            try:
                while self._send_next():
                    pass
            except (redis.RedisError, OSError):
                continue
            return

    def _send_next(self) -> bool:
        """Sends the oldest kept words; False when none are left, and then the line is whole again."""
        with self.lock:
            if not self.kept:
                self.mending = None
                return False
            words = self.kept[0]
        _redis(settings.LIVE_REDIS_URL).publish(channel(), words)
        with self.lock:
            if self.kept and self.kept[0] is words:
                self.kept.popleft()
        return True


line = Line()


@cache
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),  # the library's own three tries would cost seconds
        protocol=2,
        driver_info=None,
    )
