"""The first section: what the member was told of and has not read, as far as they want it in the digest."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from community.contacts.models import Block
from community.digests.sections import Entry, Line, Section, Window
from community.groups.memberships import Membership
from community.notifications import letters, reading
from community.notifications.channels import DIGEST, MAIL, SORTS
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.models import Notification, thread_of
from community.posts.levels import QUIETED, PostLevel

OF_GROUPS = ("community.posted", "community.announcement")
LINES = 4  # events of one thread
MOST_ROWS = 200


def waiting(member):
    """What is unread and comes by no mail of its own; nothing of those whom the member ignores or blocked."""
    wishes = Choice.objects.of(member)
    kinds = [
        kind for name, on in wishes.items() if DIGEST in on and MAIL not in on for kind in SORTS[name].kinds
    ]
    rows = Notification.objects.filter(member_id=member.pk, kind__in=kinds).unread()
    return rows.exclude(actor__in=Block.objects.folded_for(member)).select_related("actor")


def find(member, window: Window) -> list[Entry]:
    told = Exists(Delivery.objects.written().filter(notification=OuterRef("pk")))
    rows = waiting(member).filter(~told, created_at__gt=window.since, created_at__lte=window.until)
    threads = defaultdict(list)
    for item in heard(member, reversed(rows.order_by("-pk")[:MOST_ROWS])):
        threads[item.notification.thread or item.notification.pk].append(item)
    return [entry(items) for items in reversed(threads.values())]


def still(member, keys: Collection[str], as_of: datetime) -> set[str]:
    rows = waiting(member).filter(pk__in=keys)
    return {str(item.notification.pk) for item in heard(member, rows)}


def heard(member, rows) -> list[reading.Item]:
    """Those of which the member may still know (rows 2 and 4), without what they have turned down since."""
    groups = set(
        Membership.objects.filter(member=member, level=Membership.Level.MUTE).values_list("group", flat=True)
    )
    muted = PostLevel.objects.muted().filter(member=member).values_list("post", flat=True)
    posts = {thread_of("community.Post", key) for key in muted}
    return [
        item
        for item in reading.read(member, rows)
        if not item.is_gone
        and not (item.kind.name in OF_GROUPS and item.subject.group_id in groups)
        and not (item.kind.name in QUIETED and item.notification.thread in posts)
    ]


def entry(items: list[reading.Item]) -> Entry:
    """One thread: its only sentence, or its headline over the latest of them."""
    newest = items[-1]
    keys = tuple(str(item.notification.pk) for item in items)
    place, link = newest.notification.thread, letters.link_to(newest)
    if len(items) == 1 or not newest.thread:
        lines = (Line("", newest.excerpt),) if newest.excerpt else ()
        return Entry(keys, newest.plain_sentence, link, lines, place)
    shown = tuple(Line(item.plain_sentence, item.excerpt) for item in items[-LINES:])
    return Entry(keys, newest.thread, link, shown, place)


SECTION = Section("unread", _("What you have not read"), find, still, rank=10, most=12, counts_rest=True)
