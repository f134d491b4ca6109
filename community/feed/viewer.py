"""The rights of one reader as SQL, for the two statements that are written by hand. A test holds them against
`Post.objects.visible_to` and `Comment.objects.visible_to` for every role."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet

from accounts import doors
from community.posts.models import LABEL, Post

STAFF_ROLES = "('agent', 'manager')"


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
            return "(g.listing = 'listed' OR coalesce(m.role = 'moderator', FALSE))"
        return "coalesce(m.role = 'moderator', FALSE)"

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
        rows = Post.objects.filter(doors.also_visible(LABEL, self.member)).order_by().values("pk")
        try:
            sql, params = rows.query.sql_with_params()
        except EmptyResultSet:
            return "FALSE"
        names = [f"door{number}" for number in range(len(params))]
        self.params.update(zip(names, params, strict=True))
        rows = sql % tuple(f"%({name})s" for name in names)
        self.tables.append(f"opened (id) AS MATERIALIZED ({rows})")
        return "p.id IN (SELECT id FROM opened)"

    def statement(self, select: str, *tables: str) -> str:
        """The select behind all its tables."""
        every = [*self.tables, *tables]
        return f"WITH {', '.join(every)} {select}" if every else select
