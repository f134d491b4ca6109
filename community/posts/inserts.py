"""What rooms above put into the posts of a kind: the options of a poll, the answers to an event.

    inserts.register("poll", polls_in)     # in apps.ready()

`polls_in(reader, rows, full)` gets the rows of this kind that a page shows (`id`, `versions`, `writes`, `keeps_order`,
`is_own`) and returns their pieces as HTML with the reader's own in them, by number of post. It asks the database as
often for twenty as for one. A second insert of a kind is asked for the rows in which the first had nothing to say.
"""

from collections.abc import Callable, Sequence
from typing import Any

Insert = Callable[[Any, Sequence[Any], bool], dict[int, str]]

_inserts: dict[str, list[Insert]] = {}


def register(kind: str, insert: Insert) -> None:
    _inserts.setdefault(kind, []).append(insert)


def of(reader, rows: Sequence[Any], *, full: bool = False) -> dict[int, dict[str, str]]:
    """For each row that has a piece the state with which its card is filled."""
    found: dict[int, dict[str, str]] = {}
    for kind, inserts in _inserts.items():
        for insert in inserts:
            if mine := [row for row in rows if row.kind == kind and row.id not in found]:
                found |= {pk: {"insert": html} for pk, html in insert(reader, mine, full).items()}
    return found
