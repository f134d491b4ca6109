"""Empties the database after tests that commit: only the tables that hold something.

Django's own way truncates all eighty, makes their files anew and announces a migration: seconds a test.
"""

from django.db import connection
from django.test import TransactionTestCase

KEPT = {"django_content_type", "auth_permission"}  # what a migration makes, and would have to make again


def empty(_case=None) -> None:
    tables = sorted(set(connection.introspection.django_table_names()) - KEPT)
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        full = [table for (table,) in cursor.fetchall()]
        # No foreign key is checked and no trigger fires: all of it goes, what may never change included.
        cursor.execute("SET session_replication_role = replica")
        try:
            for table in full:
                cursor.execute(f'DELETE FROM "{table}"')
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def install() -> None:
    TransactionTestCase._fixture_teardown = empty
