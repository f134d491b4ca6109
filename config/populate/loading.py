"""Fills the house, all of it or nothing: deterministic for a seed, and without sending anything."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail.models import Mail
from accounts.members.models import Member
from community.groups.models import Membership
from community.notifications.deliveries import Delivery
from community.notifications.models import Inbox, Notification
from community.search.bulk import enter_the_rest, past_the_triggers
from community.search.models import SearchWord
from config.demo.people import CAST, MEMBERS
from config.populate import people
from config.populate.cases import cases
from config.populate.chat import chat
from config.populate.circles import MEMBERSHIP, admit, circles, count, seat
from config.populate.copying import copy
from config.populate.progress import Progress
from config.populate.talk import Talk
from config.populate.texts import speeches
from tickets.desk.sweeping import remind_all_due


@dataclass(frozen=True)
class Size:
    """How many of each; `groups` beside the one of everybody."""

    members: int
    groups: int
    posts: int
    comments: int
    tickets: int
    messages: int


def load(
    size: Size, *, seed: int, progress: Progress, anyway: bool = False, as_of: datetime | None = None
) -> bool:
    """Adds so much to the house. Returns False when this seed was loaded before. Raises ValueError for sizes that
    cannot be, and in a house with people who are neither of the demo nor made up, unless told `anyway`."""
    check(size)
    if people.made_up(seed).exists():
        return False
    if not anyway and strangers().exists():
        raise ValueError("There are people in this house. Made-up ones among them are hard to get rid of.")
    with transaction.atomic(), nothing_sent():
        fill(size, seed, as_of or timezone.now(), progress)
    if not connection.in_atomic_block:
        with progress.stage("statistics"), connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    return True


def check(size: Size) -> None:
    if min(vars(size).values()) < 0:
        raise ValueError("Less than nothing cannot be loaded.")
    if size.members < people.LEAST:
        raise ValueError(f"At least {people.LEAST} members: some of them work here.")
    if size.posts == 0 and size.comments + size.tickets > 0:
        raise ValueError("Comments and tickets need posts.")
    if size.tickets > size.posts:
        raise ValueError("Each ticket is opened by a post: ask for as many posts.")


def strangers():
    """Who was neither made up nor came with the demo."""
    found = Member.objects.exclude(pk__in=people.made_up().values("pk"))
    if Brand.objects.filter(is_demo=True).exists():
        handles = [row[0] for row in (*CAST, *MEMBERS)]
        found = found.exclude(email__in=[f"{handle}@example.com" for handle in handles])
    return found


def fill(size: Size, seed: int, as_of: datetime, progress: Progress) -> None:
    chance = random.Random(seed)
    with progress.stage("words"):
        speech = speeches(chance)
    with progress.stage("members and groups"):
        crowd = people.people(size.members, seed, as_of, chance)
        groups = circles(size.groups, crowd, seed, as_of, chance)
        copy(Membership, MEMBERSHIP, admit(groups, as_of, chance))
        seat(groups, as_of)
    talk = Talk(groups, speech, as_of, chance)
    talk.plan(size.posts, size.tickets)
    with past_the_triggers():
        talk.write(size.comments, progress)
    with progress.stage("words of the search"):
        enter_the_rest()
    with progress.stage("counting"):
        analyse()  # or the database plans what follows as if the house were empty
        count(groups)
    chat(groups, speech, size.messages, as_of, chance, progress)
    cases(talk, as_of, chance, progress)
    SearchWord.objects.learn()


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def nothing_sent() -> Iterator[None]:
    """What is told inside of it counts as sent and read long ago. What the house itself owes was told before."""
    now = timezone.now()
    remind_all_due(now)
    mails = set(Mail.objects.filter(state=Mail.State.QUEUED).values_list("pk", flat=True))
    newest = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    remind_all_due(now)
    fresh = Notification.objects.filter(pk__gt=newest)
    Delivery.objects.filter(notification__in=fresh, outcome="").end(Delivery.Outcome.READ, now)
    for mail in Mail.objects.filter(state=Mail.State.QUEUED).exclude(pk__in=mails).only("pk", "created_at"):
        Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, sent_at=mail.created_at, attempts=1)
    fresh.filter(read_at__isnull=True).update(read_at=now)
    for key in set(fresh.values_list("member_id", flat=True)):
        unread = Notification.objects.visible_to(Member(pk=key)).unread().count()
        Inbox.objects.filter(pk=key).update(unread=unread)
