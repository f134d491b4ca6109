"""A progress bar for long loads: one line a stage, redrawn in place where somebody is looking."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

WIDTH = 30
REDRAWN = 0.1  # seconds between two drawings


class Progress:
    def __init__(self, stream: TextIO):
        self.stream, self.is_seen = stream, stream.isatty()

    def through(self, name: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        """Hands the things on, and shows how many of them went by."""
        began = drawn = time.monotonic()
        done = 0
        for done, thing in enumerate(things, 1):
            yield thing
            if self.is_seen and not done & 63 and (now := time.monotonic()) - drawn > REDRAWN:
                drawn = now
                self.draw(name, done, total, now - began)
        self.draw(name, done, total, time.monotonic() - began, end="\n")

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """The same for a stage of which nobody knows how far it is."""
        if self.is_seen:
            self.stream.write(f"{name:<22} …\r")
            self.stream.flush()
        began = time.monotonic()
        yield
        self.stream.write(f"{name:<22} {'█' * WIDTH} {time.monotonic() - began:10.1f} s\n")

    def draw(self, name: str, done: int, total: int, seconds: float, end: str = "\r") -> None:
        full = WIDTH if end == "\n" or done >= total else WIDTH * done // total
        bar = "█" * full + "░" * (WIDTH - full)
        self.stream.write(f"{name:<22} {bar} {seconds:10.1f} s {done:>10,}{end}")
        self.stream.flush()
