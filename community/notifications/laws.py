"""Laws about notifications, counted by `manage.py check_invariants`."""

import itertools
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import invariants
from community.notifications import channels, kinds
from community.notifications.deliveries import PACE, Delivery
from community.notifications.models import Inbox, Notification

UNREAD = Q(member__notifications__read_at__isnull=True, member__notifications__is_quiet=False)
LATE = timedelta(minutes=10)
DAY = timedelta(days=1)  # how far back the pace of pushes is looked at


@invariants.register(
    "I4", "every notification is listed: its kind is known and its member's serial has reached it"
)
def notifications_that_nobody_will_see() -> int:
    known = [kind.name for kind in kinds.known()]
    lost = Q(member__inbox__isnull=True) | Q(serial__gt=F("member__inbox__serial")) | ~Q(kind__in=known)
    return Notification.objects.filter(lost).count()


@invariants.register("I8", "the number on the bell is the number of unread notifications")
def wrong_bells() -> int:
    unread = Count("member__notifications", filter=UNREAD)
    return Inbox.objects.annotate(recount=Coalesce(unread, 0)).exclude(recount=F("unread")).count()


@invariants.register(
    "N1", "what is owed outside of the app has its outcome, ten minutes after its time at the latest"
)
def deliveries_that_nobody_made() -> int:
    return Delivery.objects.filter(outcome="", due_at__lt=timezone.now() - LATE).count()


@invariants.register("N2", "one event is at most one push and one mail to a member, the digest counted")
def events_told_twice() -> int:
    """By us twice, by a mail and in a digest, or by us and by the room that writes its own mail."""
    sent = Delivery.objects.filter(outcome__in=(Delivery.Outcome.SENT, Delivery.Outcome.BUNDLED))
    again = sent.values("notification__member", "notification__once", "channel")
    twice = again.annotate(times=Count("pk")).filter(times__gt=1).count()
    mailed = sent.filter(channel=channels.MAIL).values("notification_id")
    twice += sent.filter(channel=channels.DIGEST, notification_id__in=mailed).count()
    own = [kind for kind in kinds.known() if channels.sort_of(kind.name).is_mailed_by_room]
    return (
        twice + sent.filter(channel=channels.MAIL, notification__kind__in=[kind.name for kind in own]).count()
    )


@invariants.register("N2", "a push of a thread is followed by the next after ten minutes at the earliest")
def threads_that_hurry() -> int:
    pushed = Delivery.objects.filter(channel=channels.PUSH, outcome=Delivery.Outcome.SENT)
    order = ("notification__member", "notification__thread", "ended_at")
    rows = pushed.filter(ended_at__gt=timezone.now() - DAY).order_by(*order).values_list(*order)
    found = list(rows)
    return sum(one[:2] == two[:2] and two[2] - one[2] < PACE for one, two in itertools.pairwise(found))
