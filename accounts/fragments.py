"""Drawn fragments: a card is drawn once for everybody, kept in memory and Redis, and filled for its viewer.

The version is part of the key, so what is kept is never stale and nothing is ever invalidated: a verb that
changes what is drawn moves the version in the same UPDATE. Draw outside the transaction that writes: a
version that is rolled back comes again with other content. A dead or silent Redis is a miss, never an error
(P1).
"""

import hashlib
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache as kept
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.db import connection
from django.utils.safestring import SafeString
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from accounts.breaker import Breaker

MARK = "\x1f"
PATIENCE = 0.2  # seconds for a Redis that does not answer (P1)
MEMORY = 32 * 1024 * 1024  # bytes of fragments in one process

breaker = Breaker("The fragment cache", rest=5, errors=(RedisError, OSError))


# --- The cache


class Text:
    """Fragments are text: they travel as UTF-8, never pickled."""

    def dumps(self, text: str) -> bytes:
        return text.encode()

    def loads(self, data: bytes) -> str:
        return data.decode()


class FragmentCache(RedisCache):
    """Django's Redis cache for text alone, where each failure is a miss."""

    def __init__(self, server, params):
        quick = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
            "serializer": Text,
        }
        super().__init__(server, {**params, "OPTIONS": quick | params.get("OPTIONS", {})})

    def answers(self) -> bool:
        """Whether Redis is there now."""
        return breaker.call(lambda: bool(self._cache.get_client().ping()), False)

    def add(self, *args, **kwargs):
        return breaker.call(lambda: super(FragmentCache, self).add(*args, **kwargs), False)

    def get(self, key, default=None, version=None):
        return breaker.call(lambda: super(FragmentCache, self).get(key, default, version), default)

    def set(self, *args, **kwargs):
        breaker.call(lambda: super(FragmentCache, self).set(*args, **kwargs), None)

    def touch(self, *args, **kwargs):
        return breaker.call(lambda: super(FragmentCache, self).touch(*args, **kwargs), False)

    def delete(self, *args, **kwargs):
        return breaker.call(lambda: super(FragmentCache, self).delete(*args, **kwargs), False)

    def get_many(self, keys, version=None):
        return breaker.call(lambda: super(FragmentCache, self).get_many(keys, version), {})

    def has_key(self, *args, **kwargs):
        return breaker.call(lambda: super(FragmentCache, self).has_key(*args, **kwargs), False)

    def set_many(self, data, *args, **kwargs):
        return breaker.call(
            lambda: super(FragmentCache, self).set_many(data, *args, **kwargs),
            list(data),
        )

    def delete_many(self, *args, **kwargs):
        breaker.call(lambda: super(FragmentCache, self).delete_many(*args, **kwargs), None)

    def clear(self):
        return breaker.call(lambda: super(FragmentCache, self).clear(), False)


# --- Process memory


class Memory:
    """What was used last, up to so many bytes; several threads share it."""

    def __init__(self, limit: int):
        self.limit, self.size = limit, 0
        self.kept: OrderedDict[str, SafeString] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, keys: Iterable[str]) -> dict[str, SafeString]:
        with self.lock:
            found = {key: self.kept[key] for key in keys if key in self.kept}
            for key in found:
                self.kept.move_to_end(key)
        return found

    def keep(self, fragments: Mapping[str, SafeString]) -> None:
        with self.lock:
            for key, html in fragments.items():
                self._forget(key)
                self.kept[key] = html
                self.size += sys.getsizeof(html)
            while self.size > self.limit:
                self._forget(next(iter(self.kept)))

    def clear(self) -> None:
        with self.lock:
            self.kept.clear()
            self.size = 0

    def _forget(self, key: str) -> None:
        if (old := self.kept.pop(key, None)) is not None:
            self.size -= sys.getsizeof(old)


memory = Memory(MEMORY)


# --- Drawing


def drawn(
    kind: str,
    items: Iterable[tuple[Hashable, Hashable]],
    language: str,
    draw: Callable[[list], Mapping[Any, str]],
    extra: str = "",
) -> list[SafeString]:
    """The fragments of `items` ((id, version) pairs) in their order.

    `draw(ids)` is called at most once, with the ids that nobody has drawn yet, and returns {id: html}; an id
    that it leaves out is an empty string and is not kept. `extra` is whatever else the drawing depends on.
    """
    items = list(items)
    start = _beginning(kind, language, extra)
    keys = [f"{start}{id}:{version}" for id, version in items]
    found = memory.find(keys)
    if len(found) < len(keys):
        found |= _fetched([key for key in keys if key not in found])
    if missing := {key: id for key, (id, _) in zip(keys, items, strict=True) if key not in found}:
        found |= _made(missing, draw)
    return [found.get(key, SafeString()) for key in keys]


def _fetched(keys: list[str]) -> dict[str, SafeString]:
    fetched = {key: SafeString(html) for key, html in caches["fragments"].get_many(keys).items()}
    memory.keep(fetched)
    return fetched


def _made(missing: dict[str, Hashable], draw) -> dict[str, SafeString]:
    html_by_id = draw(list(dict.fromkeys(missing.values())))
    made = {key: SafeString(html_by_id[id]) for key, id in missing.items() if id in html_by_id}
    memory.keep(made)
    caches["fragments"].set_many(made)
    return made


def _beginning(kind: str, language: str, extra: str) -> str:
    # The database's name, because test databases count their ids from one beside each other.
    return f"{connection.settings_dict['NAME']}:{fingerprint()}:{kind}:{language}:{extra}:"


def fingerprint() -> str:
    """A hash of all templates and words: after a deployment fragments are drawn anew."""
    return _fingerprint.__wrapped__() if settings.DEBUG else _fingerprint()


@kept
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in (*settings.TEMPLATES[0]["DIRS"], *settings.LOCALE_PATHS):
        for path in sorted(Path(folder).rglob("*.*")):
            if path.suffix in (".html", ".txt", ".svg", ".po"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# --- Marks: the viewer's own state


class Marks:
    """Stands where a template asks for the viewer's state while it is drawn for nobody: `{{ me.saved }}`
    leaves a mark that `fill` replaces."""

    def __getitem__(self, key: str) -> SafeString:
        return SafeString(f"{MARK}{key}{MARK}")


def fill(html: str, state: Mapping[str, str]) -> SafeString:
    """The fragment with each mark replaced by the state's value (already HTML); a missing one by nothing."""
    parts = html.split(MARK)
    parts[1::2] = [state.get(key, "") for key in parts[1::2]]
    # Not mark_safe: asked thousands of times a second, what it does besides would be seen.
    return SafeString("".join(parts))


def strip_marks(text: str) -> str:
    """Members' text without the mark character, so that nobody forges one."""
    return text.replace(MARK, "")
