"""The rights of one reader as SQL, for the two statements that are written by hand. A test holds them against
`Post.objects.visible_to` and `Comment.objects.visible_to` for every role."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q

from accounts import doors
from community.posts.models import LABEL, Post

STAFF_ROLES = "('agent', 'manager')"
KEEPS = "coalesce(m.role IN ('owner', 'moderator'), FALSE)"
JUDGED_ABOVE = "('moderator', 'agent')"  # by managers alone
PEERLESS = """NOT EXISTS (SELECT 1 FROM community_membership k WHERE k.group_id = {group} AND k.member_id = {author}
  AND k.role IN ('owner', 'moderator') AND NOT EXISTS (SELECT 1 FROM community_membership o
    WHERE o.group_id = k.group_id AND o.member_id = %(me)s AND o.role = 'owner'))"""


@dataclass
class Viewer:
    """Conditions on p (post), g (its group) and m (the reader's membership there, if any); `params` go with them,
    and in front of the statement `tables`, which are worked out once however often they are asked."""

    member: Any
    params: dict[str, Any] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.params["me"] = self.member.pk
        self.opened = self._opened()

    @property
    def readable(self) -> str:
        if self.member.is_manager:
            return "TRUE"
        listed = "g.listing = 'listed'"
        if self.member.role != self.member.Role.MODERATOR:
            listed += " AND g.joining = 'free'"
        return f"(({listed}) OR m.id IS NOT NULL OR {self.opened})"

    @property
    def keeps_order(self) -> str:
        if self.member.is_manager:
            return "TRUE"
        if self.member.role == self.member.Role.MODERATOR:
            return f"(g.listing = 'listed' OR {KEEPS})"
        return KEEPS

    def judges(self, keeps: str, author: str, role: str, group: str) -> str:
        """Whether what this author wrote is the reader's to decide, where `keeps` says that they keep order: as
        `community.reports.routing` says it of one piece. One's own is asked for apart."""
        if self.member.is_manager:
            return keeps
        below = f"coalesce({role} NOT IN {JUDGED_ABOVE}, TRUE)"
        if self.member.role != self.member.Role.MODERATOR:
            below += f" AND {PEERLESS.format(author=author, group=group)}"
        return f"CASE WHEN {keeps} THEN {below} ELSE FALSE END"

    @property
    def writes(self) -> str:
        member = "TRUE" if self.member.is_manager else "m.id IS NOT NULL"
        return f"((g.archived_at IS NULL AND {member}) OR {self.opened})"

    @property
    def in_sight(self) -> str:
        return f"{self.readable} AND (p.hidden_at IS NULL OR p.author_id = %(me)s OR {self.keeps_order})"

    def _opened(self) -> str:
        """What rooms above open to staff: their condition, as the ORM writes it."""
        if not self.member.is_staff or self.member.is_manager:
            return "FALSE"
        selects = [self._select(part) for part in parts(doors.also_visible(LABEL, self.member))]
        if not any(selects):
            return "FALSE"
        self.tables.append(f"opened (id) AS MATERIALIZED ({' UNION '.join(filter(None, selects))})")
        return "p.id IN (SELECT id FROM opened)"

    def _select(self, condition: Q) -> str:
        """The posts that fulfil it, as the ORM asks for them; nothing for what nobody fulfils."""
        try:
            sql, params = Post.objects.filter(condition).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return ""
        names = [f"door{len(self.params) + number}" for number in range(len(params))]
        self.params.update(zip(names, params, strict=True))
        return sql % tuple(f"%({name})s" for name in names)

    def statement(self, select: str, *tables: str) -> str:
        """The select behind all its tables."""
        every = [*self.tables, *tables]
        return f"WITH {', '.join(every)} {select}" if every else select


def parts(condition: Q) -> Iterator[Q]:
    """The alternatives of a condition: asked one by one they come from their own indexes, joined by OR they make
    PostgreSQL read all posts."""
    if condition.negated or condition.connector != Q.OR:
        yield condition
        return
    for child in condition.children:
        yield from parts(child if isinstance(child, Q) else Q(child))
