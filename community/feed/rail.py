"""What every page shows of the reader's own, in one statement: groups with unread, the bell, counts of higher rooms,
and when they last looked at the feed."""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import connection
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from community.notifications.models import Inbox

VISIT = timedelta(minutes=30)  # who comes back later than this makes a new visit
FRESH = timedelta(minutes=5)  # how seldom a visit that goes on is written down

_counts: dict[str, str] = {}


def register(name: str, subquery: str) -> None:
    """Adds `rail.<name>`: a number that a higher room counts for the member `%(me)s`. Give plain SQL, a select of one
    value; it becomes part of the one statement."""
    _counts[name] = subquery


@dataclass(frozen=True, slots=True)
class RailGroup:
    pk: int
    slug: str
    name: str
    emoji: str
    unread: int
    is_default: bool


class Rail:
    """Asks when it is first looked at; a page that shows nothing of it costs nothing."""

    def __init__(self, member, *, visiting: bool = False, as_of: datetime | None = None):
        self.member, self.visiting, self.as_of = member, visiting, as_of or timezone.now()

    @cached_property
    def groups(self) -> list[RailGroup]:
        found = [RailGroup(*row[self._fixed :]) for row in self._rows if row[self._fixed] is not None]
        return sorted(found, key=lambda group: (not group.is_default, group.name.casefold()))

    @property
    def unread_notifications(self) -> int:
        return self._rows[0][0] or 0

    @property
    def last_visit(self) -> datetime | None:
        """When the member's visit before this one ended; None on the first one."""
        seen, before = self._rows[0][1:3]
        return seen if seen and seen < self.as_of - VISIT else before

    def __getattr__(self, name: str) -> int:
        if name in _counts:
            return self._rows[0][3 + list(_counts).index(name)] or 0
        raise AttributeError(name)

    @property
    def _visit(self) -> dict[str, datetime]:
        return {"now": self.as_of, "visit": self.as_of - VISIT, "fresh": self.as_of - FRESH}

    @property
    def _fixed(self) -> int:
        return 3 + len(_counts)

    @cached_property
    def _rows(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(
                statement(self.visiting),
                {"me": self.member.pk} | (self._visit if self.visiting else {}),
            )
            rows = cursor.fetchall()
        if self.visiting and rows[0][0] is None:
            self._first_visit()
        return rows

    def _first_visit(self) -> None:
        Inbox.objects.bulk_create([Inbox(member=self.member, feed_seen_at=self.as_of)], ignore_conflicts=True)


def statement(visiting: bool) -> str:
    counts = "".join(f", ({subquery})" for subquery in _counts.values())
    return f"""
{VISITED if visiting else ""}
SELECT inbox.unread, inbox.feed_seen_at, inbox.feed_seen_before_at{counts},
  joined.id, joined.slug, joined.name, joined.emoji,
  CASE WHEN membership.level = 'mute' THEN 0 ELSE greatest(joined.activity - membership.activity_seen, 0) END,
  joined.is_default
FROM (SELECT %(me)s::bigint AS id) me
LEFT JOIN community_inbox inbox ON inbox.member_id = me.id
LEFT JOIN community_membership membership ON membership.member_id = me.id
LEFT JOIN community_group joined ON joined.id = membership.group_id AND joined.archived_at IS NULL
"""


# The read mark of the feed. Who cannot have the row at once lets it be: a page never waits for somebody who tells.
VISITED = """
WITH mine AS (
  SELECT member_id FROM community_inbox
  WHERE member_id = %(me)s AND (feed_seen_at IS NULL OR feed_seen_at < %(fresh)s) FOR NO KEY UPDATE SKIP LOCKED
), visited AS (
  UPDATE community_inbox SET feed_seen_at = %(now)s,
    feed_seen_before_at = CASE WHEN feed_seen_at < %(visit)s THEN feed_seen_at ELSE feed_seen_before_at END
  WHERE member_id IN (SELECT member_id FROM mine)
)
"""


def rail_of(request, *, visiting: bool = False) -> Rail:
    """The one rail of this request, whoever asks for it first."""
    if not hasattr(request, "rail"):
        request.rail = Rail(request.user, visiting=visiting)
    return request.rail


def lazy_rail(request) -> SimpleLazyObject:
    return SimpleLazyObject(lambda: rail_of(request))
