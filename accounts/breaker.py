"""A breaker before a server that may be gone or silent: it is asked, or for a moment left alone."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

# A refused connection costs nothing and may be tried each time; what costs a wait is left alone for a while.
COSTLY = 0.05
LOG_EVERY = 60.0


class Breaker:
    """After one slow failure the server is left alone for `rest` seconds, so that silence is waited for once
    and not by every caller. Never raises for the named errors."""

    def __init__(self, name: str, *, rest: float, errors: tuple[type[BaseException], ...]):
        self.name, self.rest, self.errors = name, rest, errors
        self.resting_until = 0.0
        self.logged_at = float("-inf")
        self.lock = threading.Lock()

    def call(self, function: Callable[[], T], otherwise: T) -> T:
        """What the function returns; `otherwise` when the server fails or failed slowly a moment ago."""
        if not self._may_ask():
            return otherwise
        began = time.monotonic()
        try:
            answer = function()
        except self.errors as error:
            self._failed(error, time.monotonic() - began)
            return otherwise
        self.resting_until = 0.0
        return answer

    def reset(self) -> None:
        self.resting_until, self.logged_at = 0.0, float("-inf")

    def _may_ask(self) -> bool:
        if not self.resting_until:
            return True
        with self.lock:
            now = time.monotonic()
            if now < self.resting_until:
                return False
            # One caller finds out whether it is back; the others go on without.
            self.resting_until = now + self.rest
            return True

    def _failed(self, error: BaseException, seconds: float) -> None:
        now = time.monotonic()
        if seconds > COSTLY:
            self.resting_until = now + self.rest
        else:
            self.resting_until = 0.0
        if now - self.logged_at >= LOG_EVERY:
            self.logged_at = now
            log.warning(
                "%s does not answer (%s); going on without it",
                self.name,
                type(error).__name__,
            )
