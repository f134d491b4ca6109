"""What an open page can watch, and who may: concepts register their kind with the queryset that says who sees it.

    watching.register("post", Post.objects.visible_to, serial="version")       # in apps.ready()

A topic is written `kind:id` ("post:7"). The rights of all open sockets are read again every few seconds, so they
must cost one statement a kind and role, not one a socket. That statement runs the concept's own `visible_to`: once
for a stand-in member whose key is a column of the list of watches. So a right is written down in one place only.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import InterfaceError, OperationalError, connection, models
from django.db.models import BigIntegerField, Expression, TextField

log = logging.getLogger("tertulia.live")

NUMBER = r"[1-9][0-9]{0,17}"
OWN = "member"  # the kind of everybody's own events: never asked for, never refused
RUN_THROUGH = (  # what is filled in is a type's name and the queryset's own SQL, never anybody's words
    "SELECT watch.member, watch.id, seen.serial FROM unnest(%s::bigint[], %s::{type}[]) AS watch (member, id)"
    " CROSS JOIN LATERAL ({seen}) AS seen (serial)"
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    name: str
    visible_to: Callable[..., models.QuerySet]
    field: str
    pattern: re.Pattern[str]
    serial: str | None
    typing: bool | Callable[..., bool]

    @property
    def is_numbered(self) -> bool:
        return self.pattern.pattern == NUMBER


_kinds: dict[str, Kind] = {}
_own: dict[str, str] = {}


def register(
    kind: str,
    visible_to: Callable[..., models.QuerySet],
    *,
    field: str = "pk",
    pattern: str = NUMBER,
    serial: str | None = None,
    typing: bool | Callable[..., bool] = False,
) -> None:
    """Lets members watch `kind:<field>` for the rows that `visible_to(member)` returns.

    `serial` names a column that moves with every change: with it a lost push heals within seconds, and a page that
    knows its serial need not fetch anything when it connects. `typing` lets watchers tell each other that they write:
    all of them, or those members of whom the question is true.
    `visible_to` may ask the member's role and key (`is_staff`, `member.pk`, `member.teams`), nothing else of theirs.
    """
    if kind in _kinds or kind == OWN:
        raise ValueError(f"{kind} can be watched already")
    _kinds[kind] = Kind(kind, visible_to, field, re.compile(pattern, re.ASCII), serial, typing)


def unregister(kind: str) -> None:
    _kinds.pop(kind, None)


def register_own_serial(path: str) -> None:
    """Names the column, seen from Member, that moves with each of a member's own events ("inbox__serial")."""
    _own["serial"] = path


def own_serial() -> str | None:
    return _own.get("serial")


def own(member_id: int) -> str:
    return f"{OWN}:{member_id}"


def kinds() -> list[str]:
    return sorted(_kinds)


def topic(text: object) -> str | None:
    """The text itself when it names something of a registered kind in the one way there is to write it, else None."""
    if not isinstance(text, str):
        return None
    kind, _, id = text.partition(":")
    known = _kinds.get(kind)
    return text if known and known.pattern.fullmatch(id) else None


def takes_typing(topic: str, member) -> bool:
    typing = _kinds[topic.partition(":")[0]].typing
    return typing(member) if callable(typing) else typing


def rights(
    asked: Iterable[tuple[models.Model, str]],
) -> dict[tuple[int, str], int | None]:
    """Those of the (member, topic) pairs that are allowed, as (member's key, topic) with the topic's serial.

    One statement for each kind and role among them, however many pairs. A kind whose rule fails refuses everybody,
    aloud; it does not deafen those who watch something else.
    """
    lists: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for member, name in asked:
        lists[name.partition(":")[0], member.role].append((member.pk, name.partition(":")[2]))
    allowed: dict[tuple[int, str], int | None] = {}
    for (kind, role), pairs in lists.items():
        if kind not in _kinds:
            continue
        try:
            allowed.update(_allowed(_kinds[kind], role, pairs))
        except (OperationalError, InterfaceError):  # nobody's rule: the database is away
            raise
        except Exception:
            log.exception("live: who may watch %s could not be read", kind)
    return allowed


def _allowed(kind: Kind, role: str, pairs: list[tuple[int, str]]) -> dict[tuple[int, str], int | None]:
    id = Column("id", BigIntegerField() if kind.is_numbered else TextField())
    seen = kind.visible_to(_stand_in(role)).filter(**{kind.field: id}).order_by()
    try:
        sql, params = seen.values_list(kind.serial or kind.field).query.sql_with_params()
    except EmptyResultSet:
        return {}
    members, ids = zip(*pairs, strict=True)
    numbers = [int(id) for id in ids] if kind.is_numbered else list(ids)
    statement = RUN_THROUGH.format(type="bigint" if kind.is_numbered else "text", seen=sql)
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(members), numbers, *params])
        found = cursor.fetchall()
    return {(member, f"{kind.name}:{id}"): serial if kind.serial else None for member, id, serial in found}


def _stand_in(role: str):
    """A member in good standing whose key is the column `watch.member`; nothing else of theirs is known, and asking
    for it fails aloud instead of answering for somebody else."""
    known = {
        "id": Column("member", BigIntegerField()),
        "role": role,
        "joined_at": LONG_AGO,
        "approved_at": LONG_AGO,
    }
    known |= dict.fromkeys(("suspended_at", "suspended_until", "left_at"))
    model = get_user_model()
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    member = model.from_db(connection.alias, names, [known[name] for name in names])
    member.resolve_expression = member.pk.resolve_expression  # so that `filter(author=member)` works too
    return member


class Column(Expression):
    """A column of the list of watches that the statement runs through."""

    def __init__(self, name: str, output_field: models.Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return f'"watch"."{self.name}"', []
