"""Loading texts by the hundred thousand: their entries are written all at once, in place of row by row.

Both in one transaction, and not in a house where people are writing: the tables are held until its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from community.search.models import SearchEntry

TABLES = ("community_post", "community_comment")
INDEX = "search_entry_by_word"


@contextmanager
def past_the_triggers() -> Iterator[None]:
    """Inside of it posts and comments are written without their entries. `enter_the_rest` comes after it."""
    settle()
    turn("DISABLE")
    yield
    settle()
    turn("ENABLE")


def enter_the_rest() -> int:
    """Whatever has no entry gets one, in the order of time; returns how many there were. The index on the words is
    dropped and made again as it was: sorted at once it takes a fraction of the time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        (definition,) = cursor.fetchone()
        cursor.execute(f"DROP INDEX {INDEX}")
        entered = SearchEntry.objects.complete()
        settle()
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(definition)
    return entered


def turn(word: str) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} {word} TRIGGER search_keeps_it")


def settle() -> None:
    """Asks the foreign keys now: a table with open questions cannot be changed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
