"""Nudges to the worker: after the commit, quickly or not at all; the sweep finds what they missed."""

import os
from functools import cache, partial

from celery import current_app
from celery.exceptions import CeleryError
from django.db import transaction
from kombu import pools
from kombu.exceptions import KombuError

from accounts.breaker import Breaker

# Seconds for connecting and again for the answer: together below the one second of P1.
PATIENCE = 0.4
LINES = 8
# Seconds after which a nudge that nobody heard is worth nothing: the sweep has been there.
STALE = 60

breaker = Breaker("The queue", rest=5, errors=(KombuError, CeleryError, OSError))


def nudge(task: str) -> None:
    """After the commit, asks the worker to run the task (its dotted name) soon: once, however often it is
    called in one transaction. Never raises and never waits a second: who saved something is not to feel a
    dead Redis."""
    send = _sender(task)
    waiting = transaction.get_connection().run_on_commit
    if not any(function is send for _, function, _ in waiting):
        transaction.on_commit(send, robust=True)


@cache
def _sender(task: str) -> partial:
    return partial(breaker.call, partial(_send, task), None)


def _send(task: str) -> None:
    with _producers(os.getpid()).acquire(block=True, timeout=PATIENCE) as producer:
        current_app.send_task(task, producer=producer, retry=False, ignore_result=True, expires=STALE)


@cache
def _producers(process: int):
    """Open lines to the queue, kept: making one costs more than the nudge. A child has its own."""
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    connection = current_app.connection_for_write(connect_timeout=PATIENCE, transport_options=patience)
    return pools.ProducerPool(pools.connections[connection], limit=LINES)
