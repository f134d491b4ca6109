"""Where the one box looks beside posts and comments. A higher room registers a source of its own when the app is ready;
each asks its own `visible_to`, and nearly all are asked together in one statement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from community.search import statements
from community.search.words import Words

COLUMNS = ("line_source", "line_key", "line_name", "line_about", "line_near", "line_at")
MOST = 50  # lines of one source; whoever finds more than these adds a word


@dataclass(frozen=True)
class Source:
    """`find(member, words)` returns rows that the member may see, best first, as `lines` makes them. Of the member it
    looks at number and role alone, of the words at `folded`: its statement is made once and kept (see `statements`).
    `address` is where a line leads, with {key} in it. Of a source that is `dated` the line tells the day."""

    name: str
    label: str | Promise
    icon: str
    find: Callable[..., QuerySet]
    address: str
    is_dated: bool = False
    rank: int = 50  # the lower, the further up
    # Asked in its own tab, and when nothing else has an answer: what it looks through has no bound.
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    source: str
    key: str
    name: str
    about: str
    near: float
    at: datetime | None

    @property
    def address(self) -> str:
        return _sources[self.source].address.format(key=self.key)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Adds a source to the box, and a tab of its own."""
    _sources[source.name] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: source.rank)


def holding(words: Words) -> Q:
    """Rows with each of the words somewhere in `line_text` (see `Folded.of`)."""
    return Q(*(Q(line_text__contains=word) for word in words.folded))


def lines(rows: QuerySet, source: str, *, key, name, about="", near=1.0, at=None) -> QuerySet:
    """The rows with the columns that every source shares; names of columns or expressions."""
    given = {"line_key": key, "line_name": name, "line_about": about}
    columns: dict[str, Any] = {
        column: Cast(F(value) if isinstance(value, str) and value else value or Value(""), CharField())
        for column, value in given.items()
    }
    columns["line_source"] = Value(source, CharField())
    columns["line_near"] = Cast(near if hasattr(near, "resolve_expression") else Value(near), FloatField())
    columns["line_at"] = Cast(F(at) if at else Value(None), DateTimeField())
    return rows.annotate(**columns).values_list(*COLUMNS)


def found_in(chosen: Iterable[Source], member, words: Words, most: int) -> dict[str, list[Line]]:
    """The best lines of each source that has any, in one statement."""
    finders = [source.find for source in chosen]
    if not words.folded or not finders:
        return {}
    asked = statements.rows(finders, member, words, most)
    found: dict[str, list[Line]] = {}
    for line in sorted((Line(*row) for row in asked), key=lambda line: -line.near):
        found.setdefault(line.source, []).append(line)
    return found
