"""Laws about notifications, counted by `manage.py check_invariants`."""

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from accounts import invariants
from community.notifications import kinds
from community.notifications.models import Inbox, Notification


@invariants.register(
    "I4", "every notification is listed: its kind is known and its member's serial has reached it"
)
def notifications_that_nobody_will_see() -> int:
    known = [kind.name for kind in kinds.known()]
    lost = Q(member__inbox__isnull=True) | Q(serial__gt=F("member__inbox__serial")) | ~Q(kind__in=known)
    return Notification.objects.filter(lost).count()


@invariants.register("I8", "the number on the bell is the number of unread notifications")
def wrong_bells() -> int:
    unread = Count("member__notifications", filter=Q(member__notifications__read_at__isnull=True))
    return Inbox.objects.annotate(recount=Coalesce(unread, 0)).exclude(recount=F("unread")).count()
