"""What a process remembers for a few seconds, so that every page need not ask for it: teams, people, categories."""

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 10.0
_kept: dict[Hashable, tuple[float, object]] = {}


def remembered(key: Hashable, find: Callable[[], T]) -> T:
    """What `find` returned in the last seconds, else what it returns now. For choices shown, never for rights."""
    until, value = _kept.get(key, (0.0, None))
    if time.monotonic() < until:
        return value  # type: ignore[return-value]
    if len(_kept) > 500:
        _kept.clear()
    value = find()
    _kept[key] = (time.monotonic() + SECONDS, value)
    return value


def forget() -> None:
    _kept.clear()
