"""The statement that asks all sources at once: made once for each role and number of words, with blanks where the
reader's number and the words go. To make it takes the ORM ten times as long as PostgreSQL takes to answer it."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.made_once import READER
from accounts.members.models import Member
from community.search.words import Words

BLANK = re.compile(r"blank(\d+)blank")

Finder = Callable[[Member, Words], QuerySet]


def rows(finders: Iterable[Finder], member: Member, words: Words, most: int) -> list[tuple]:
    """The first `most` rows of each finder, as it would answer by itself.

    One plan serves all words. Left to itself PostgreSQL would plan anew for each, because some are in more names than
    others: that takes longer than to answer.
    """
    sql, blanks = made(tuple(finders), member.role, len(words.folded), most, timezone.localdate())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(sql, [filled(value, member, words) for value in blanks])
        return cursor.fetchall()


@lru_cache(maxsize=256)
def made(finders: tuple[Finder, ...], role: str, count: int, most: int, _day: date) -> tuple[str, tuple]:
    """The SQL and its values. The day is in the key: who is under age changes with it."""
    reader = Member(pk=READER, role=role)
    words = Words("", tuple(f"blank{number}blank" for number in range(count)), ())
    first, *others = (find(reader, words)[:most] for find in finders)
    return (first.union(*others, all=True) if others else first).query.sql_with_params()


def filled(value: Any, member: Member, words: Words) -> Any:
    """What takes the place of a value of the statement."""
    if value == READER:
        return member.pk
    if not isinstance(value, str) or not BLANK.search(value):
        return value
    is_pattern = value.startswith("%")
    return BLANK.sub(lambda blank: as_part(words.folded[int(blank[1])], is_pattern), value)


def as_part(word: str, is_pattern: bool) -> str:
    """A word as it stands in a value; in a pattern of LIKE its signs mean themselves."""
    return connection.ops.prep_for_like_query(word) if is_pattern else word
