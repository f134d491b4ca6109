"""A worker that runs and takes nothing ends itself; whoever started it starts it again.

After a lost connection to the queue the worker's first process may live on, look well, and never fetch a task any more.
The schedule sends something every few seconds. So five minutes without a task are that, or a queue that is away, and
then a fresh worker does no harm.
"""

import logging
import os
import signal
import threading
import time

from celery.signals import task_received, worker_ready

log = logging.getLogger("tertulia.worker")

SILENCE = (
    300.0  # seconds; longer than any task may run (config/celery.py), for who is busy fetches nothing either
)
GRACE = 30.0  # seconds to end in order


class Vigil:
    """Counts from the last task that the first process was given. It only sleeps and looks: that process forks."""

    def __init__(self) -> None:
        self.heard_at = time.monotonic()

    def heard(self, **_signal) -> None:
        self.heard_at = time.monotonic()

    def is_over(self, now: float) -> bool:
        return now - self.heard_at >= SILENCE

    def begin(self, **_signal) -> None:
        self.heard()
        threading.Thread(target=self.keep, name="standstill", daemon=True).start()

    def keep(self) -> None:
        while not self.is_over(time.monotonic()):
            time.sleep(SILENCE / 30)
        log.critical("No task for %.0f seconds: this worker ends, to be started again.", SILENCE)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(os.EX_TEMPFAIL)


vigil = Vigil()


def stand_watch() -> None:
    """From the moment on at which a worker of this process is ready."""
    task_received.connect(vigil.heard)
    worker_ready.connect(vigil.begin)
