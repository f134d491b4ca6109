"""The schedule names tasks that exist, and every task of the house stands in it or is a nudge."""

import pytest

from config.celery import app

app.loader.import_default_modules()
OURS = {name for name in app.tasks if name.startswith(("accounts.", "community.", "tickets.", "config."))}


@pytest.mark.parametrize("entry", app.conf.beat_schedule)
def test_the_schedule_names_tasks_that_exist(entry):
    assert app.conf.beat_schedule[entry]["task"] in OURS


def test_no_task_waits_for_somebody_to_remember_it():
    """The table is the truth and every nudge may be lost: so each task is swept (P2)."""
    assert OURS - {entry["task"] for entry in app.conf.beat_schedule.values()} == set()
