"""Rows by COPY. What a loader leaves out gets the model's own default, so a new column does not break it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model


def reserve(model: type[Model], count: int) -> range:
    """So many numbers of the table's own sequence, for rows that have to know them beforehand."""
    if not count:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        first = cursor.fetchone()[0]
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count - 1])
    return range(first, first + count)


def copy(model: type[Model], names: Sequence[str], rows: Iterable[tuple]) -> None:
    """Writes the rows, whose values stand in the order of `names` (fields, as `author_id`)."""
    columns, defaults = left_out(model, names)
    quoted = ", ".join(f'"{name}"' for name in [*names, *columns])
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN') as into,
    ):
        for row in rows:
            into.write_row(row + defaults)


def left_out(model: type[Model], names: Sequence[str]) -> tuple[list[str], tuple[Any, ...]]:
    """The other columns and what stands in them; what the table numbers or works out is left to it."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.column not in names and not (field.generated or isinstance(field, AutoField))
    ]
    values = (field.get_db_prep_save(field.get_default(), connection) for field in fields)
    return [field.column for field in fields], tuple(values)
