"""Nobody is left standing at the door: those who decide hear once a day of whoever has waited too long."""

from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.members import notices
from accounts.members.models import Member

PATIENCE = timedelta(hours=8)
HOURS = range(9, 20)  # by the clock of the house: nobody is woken for it


def remind_due(as_of: datetime | None = None) -> int:
    """Writes to each who decides while somebody has waited for eight hours; returns how many of them have been written
    to on this day. Safe twice, and by two at once: the day is part of what makes the mail one of a kind."""
    now = as_of or timezone.now()
    here = timezone.localtime(now, Brand.current().zone)
    if here.hour not in HOURS:
        return 0
    waiting = Member.objects.pending().filter(joined_at__lte=now - PATIENCE)
    found = waiting.aggregate(count=Count("pk"), since=Min("joined_at"))
    if not found["count"]:
        return 0
    return notices.still_waiting(Member.objects.deciders(), day=here.date(), **found)
