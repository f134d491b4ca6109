"""The worker that takes nothing any more: counted from the last task, and longer than any task may take."""

from celery.signals import task_received, worker_ready

from config import standstill
from config.celery import app
from config.standstill import SILENCE, vigil


def test_r14_five_minutes_without_a_task_are_a_standstill_and_each_task_begins_them_anew(monkeypatch):
    monkeypatch.setattr(vigil, "heard_at", -SILENCE)
    assert vigil.is_over(0)
    task_received.send(sender=None, request=None)
    assert not vigil.is_over(vigil.heard_at + SILENCE - 1) and vigil.is_over(vigil.heard_at + SILENCE)


def test_only_a_worker_that_is_ready_keeps_watch_and_one_that_is_busy_is_not_taken_for_stuck(monkeypatch):
    begun = []
    monkeypatch.setattr(standstill.threading.Thread, "start", lambda self: begun.append(self.name))
    worker_ready.send(sender=None)
    assert begun == ["standstill"]
    assert app.conf.task_time_limit < SILENCE
