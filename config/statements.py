"""Long statements are taken apart once: psycopg keeps what it finds in those of up to 4 kB, and looks for the blanks of
longer ones anew each time. Ours are few, and of 5 to 12 kB; it was a thirtieth of a page, of a search more."""

from psycopg import _queries

LONGEST = 16_384  # bytes


def keep_long_ones() -> None:
    """Nothing else says it to psycopg; should it call this otherwise one day, statements are taken apart as before."""
    _queries.MAX_CACHED_STATEMENT_LENGTH = LONGEST
