"""The site's own settings, and the switches of the faults; nothing of the product reads or knows them."""

import os

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "faults.crashes.Faulty"]
CRASH_AT = os.environ.get("CRASH_AT", "")
CRASH_FILE = os.environ.get("CRASH_FILE", "")
OUTSIDE_FILE = os.environ.get("OUTSIDE_FILE", "")
# By how much the schedule runs faster than in a club's house.
HURRY = int(os.environ.get("HURRY", "1"))
