"""Notifications as their reader sees them: worded now, in their language, if they may still know of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from itertools import groupby
from types import SimpleNamespace

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.brand.models import Brand
from community.notifications import kinds
from community.notifications.channels import Sort, sort_of
from community.notifications.kinds import Kind
from community.notifications.models import Notification

GONE = "community/notifications/kinds/gone.html"
LIST = "/notifications/"


@dataclass(frozen=True)
class Item:
    notification: Notification
    kind: Kind | None
    subject: Model | None  # None: the reader may not see it any more, or it is no more

    @property
    def is_gone(self) -> bool:
        return self.subject is None and (self.kind is None or self.kind.needs_subject)

    def is_over(self, as_of: datetime) -> bool:
        """A reminder of what has begun by now."""
        ends = self.kind.ends(self.subject) if self.kind and self.subject else None
        return ends is not None and ends <= as_of

    @property
    def actor(self):
        return None if self.is_gone else self.notification.actor

    @property
    def who(self) -> str:
        """The actor's name, as long as they are with us."""
        return self.actor.name if self.actor and self.actor.left_at is None else gettext("Former member")

    @property
    def icon(self) -> str:
        return "bell" if self.is_gone else self.kind.icon

    @property
    def thread(self) -> str:
        return self.kind.thread(self.subject) if self.subject else ""

    @property
    def sort(self) -> Sort | None:
        """What can be turned off beside it; None for what cannot."""
        sort = sort_of(self.notification.kind)
        return None if sort.is_fixed else sort

    @property
    def excerpt(self) -> str:
        return self.kind.excerpt(self.subject) if self.subject else ""

    @property
    def address(self) -> str:
        return self.kind.address(self.subject) if self.subject else LIST

    @property
    def place(self) -> object:
        """What is bundled together has the same."""
        return self.kind.place(self.subject) if self.thread else self.notification.pk

    @property
    def plain_sentence(self) -> str:
        """The sentence without marks, for a mail's subject or a device."""
        return " ".join(unescape(strip_tags(self.sentence)).split())

    @property
    def day(self) -> date:
        return timezone.localtime(self.notification.created_at, Brand.current().zone).date()

    @property
    def sentence(self) -> SafeString:
        actor = self.actor or SimpleNamespace(name=self.who)
        words = {"who": self.who, "actor": actor, "subject": self.subject, "notification": self.notification}
        return mark_safe(render_to_string(GONE if self.is_gone else self.kind.template, words).strip())


def read(member, notifications: Iterable[Notification]) -> list[Item]:
    """The notifications with what the member may still see of them: one statement a kind of subject, however
    many rows."""
    rows = list(notifications)
    subjects = _subjects(member, rows)
    return [Item(row, _kind(row), subjects.get((row.kind, row.subject_id))) for row in rows]


def by_day_and_thread(items: list[Item]) -> list[tuple[date, list[list[Item]]]]:
    """Days, newest first; in each the threads, in the order of their newest item."""
    return [(day, _bundles(list(of_day))) for day, of_day in groupby(items, lambda item: item.day)]


def _bundles(items: list[Item]) -> list[list[Item]]:
    bundles = defaultdict(list)
    for item in items:
        bundles[item.place].append(item)
    return list(bundles.values())


def _kind(row: Notification) -> Kind | None:
    try:
        return kinds.find(row.kind)
    except KeyError:  # written by a room that is no longer there
        return None


def _subjects(member, rows: list[Notification]) -> dict[tuple[str, int], Model]:
    wanted = defaultdict(set)
    for row in rows:
        if kind := _kind(row):
            wanted[kind.label, kind.visible, kind.related].add((row.kind, row.subject_id))
    found = {}
    for (_label, visible, related), pairs in wanted.items():
        model = kinds.find(next(iter(pairs))[0]).model
        ids = {id for _name, id in pairs}
        seen = visible(model, member).filter(pk__in=ids).select_related(*related).in_bulk()
        found |= {(name, id): seen[id] for name, id in pairs if id in seen}
    return found
