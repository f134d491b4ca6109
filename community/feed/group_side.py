"""What stands beside a group's posts: its next dates, open polls and tournaments, in one statement."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.made_once import made_once
from community.events.models import Event
from community.groups.models import Group
from community.polls.models import Poll
from community.tournaments.models import Tournament

COLUMNS = ("sort", "key", "title", "at")
SHOWN = {"post__hidden_at__isnull": True, "post__deleted_at__isnull": True}
ADDRESSES = {"event": "/events/{}/", "poll": "/posts/{}/", "tournament": "/tournaments/{}/"}


@dataclass(frozen=True, slots=True)
class Beside:
    sort: str
    key: int
    title: str
    at: datetime | None

    @property
    def address(self) -> str:
        return ADDRESSES[self.sort].format(self.key)


def beside(group: Group, as_of: datetime | None = None) -> dict[str, list[Beside]]:
    """By sort (event, poll, tournament), for whoever may read the group."""
    found: dict[str, list[Beside]] = {}
    for row in _beside.rows(group=group.pk, now=as_of or timezone.now()):
        found.setdefault(row[0], []).append(Beside(*row))
    return found


@made_once
def _beside(group, now):
    of_group = {"post__group": group, **SHOWN}
    events = Event.objects.upcoming(now).filter(cancelled_at__isnull=True, **of_group)
    polls = Poll.objects.filter(Q(closes_at__gt=now) | Q(closes_at__isnull=True), **of_group).order_by("-pk")
    cups = Tournament.objects.going_on().filter(**of_group).order_by("-pk")
    return lines(events, "event", "starts_at")[:2].union(
        lines(polls, "poll", "closes_at")[:3], lines(cups, "tournament", "starts_at")[:3], all=True
    )


def lines(rows: QuerySet, sort: str, at: str) -> QuerySet:
    return rows.annotate(
        sort=Value(sort, CharField()), key=F("pk"), title=F("post__title"), at=Cast(F(at), DateTimeField())
    ).values_list(*COLUMNS)
