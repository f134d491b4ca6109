"""Sweeps take what is due in batches, each in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime


def until_done(batch: Callable[[datetime], int], size: int, as_of: datetime) -> int:
    """Calls `batch` until one comes back with less than `size`; returns how many there were in all."""
    done = last = batch(as_of)
    while last >= size:
        last = batch(as_of)
        done += last
    return done
