"""When a digest comes: in the morning of its reader's own zone, each day or on Mondays."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import pgettext_lazy

from community.notifications.rhythm import MORNING

MONDAY = 0


class Pace(models.TextChoices):
    DAILY = "daily", pgettext_lazy("digest", "Every day")
    WEEKLY = "weekly", pgettext_lazy("digest", "Every Monday")


SPANS = {Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}
FURTHEST = timedelta(days=28)  # what is older is no news, however long nothing was sent


def next_morning(pace: str, zone: ZoneInfo, after: datetime) -> datetime:
    """The first morning of the pace that comes after the moment. Eight on the wall, whichever way the clock was
    changed in the night before."""
    day = after.astimezone(zone).date()
    for ahead in range(9):
        morning = datetime.combine(day + timedelta(days=ahead), MORNING, zone)
        if morning > after and (pace == Pace.DAILY or morning.weekday() == MONDAY):
            return morning
    raise AssertionError("every week has a Monday")


def begin(pace: str, told_until: datetime | None, as_of: datetime) -> datetime:
    """From when on a digest tells: where the one before ended, its own span before the first one."""
    return max(told_until or as_of - SPANS[Pace(pace)], as_of - FURTHEST)
