"""Long statements are taken apart once (`config.statements`)."""

from django.db import connection
from psycopg._queries import _query2pg


def test_a_statement_of_ours_is_taken_apart_once_however_long(ana):
    """psycopg says it nowhere else: when an upgrade moves this, pages get slower and nothing else tells."""
    long = f"SELECT id FROM accounts_member WHERE id = %s AND handle IN ({', '.join(['%s'] * 30)}) --{'x' * 9000}"
    given = [ana.pk, *(f"handle-{number}" for number in range(30))]
    with connection.cursor() as cursor:
        cursor.execute(long, given)
        known = _query2pg.cache_info().hits
        cursor.execute(long, given)
    assert _query2pg.cache_info().hits == known + 1
