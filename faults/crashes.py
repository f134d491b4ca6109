"""A web process that dies between COMMIT and whatever it would have told the world, when a file says so."""

import os
import sys
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper


class Faulty(AppConfig):
    name = "faults"
    default = False

    def ready(self):
        from config.celery import app

        for entry in app.conf.beat_schedule.values():
            if isinstance(entry["schedule"], int | float):  # what comes once a night waits for its hour
                entry["schedule"] /= settings.HURRY
        if settings.CRASH_AT == "after-commit":
            crash_after_commit(Path(settings.CRASH_FILE))


def crash_after_commit(file: Path) -> None:
    """From now on the first web process that has committed, and has somebody to tell, takes the file and dies."""
    tell = BaseDatabaseWrapper.run_and_clear_commit_hooks

    def die_or_tell(self):
        if self.run_on_commit and "granian" in sys.modules and taken(file):
            os._exit(137)
        return tell(self)

    BaseDatabaseWrapper.run_and_clear_commit_hooks = die_or_tell


def taken(file: Path) -> bool:
    """Whether this process was the one that took it."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True
