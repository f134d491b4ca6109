"""Statements that the ORM makes once and keeps: for each role of whoever reads, with blanks for what differs.

To make a statement with all its conditions takes the ORM ten times as long as PostgreSQL takes to answer it. What is
kept is the SQL of an ordinary queryset: who may see what is said in `visible_to` and nowhere else.

    @made_once
    def shown_to(reader, post):
        return Post.objects.visible_to(reader).filter(pk=post).values_list("pk")

    shown_to.rows(ana, post=12)  # [(12,)]
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql import UpdateQuery
from django.http import Http404
from django.utils import timezone

from accounts.brand.models import Brand

READER = -1_968_071_923  # stands for the reader's number; no row has it


class Blank(Expression):
    """Stands in a condition for what is given when the statement is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]


@ForeignObject.register_lookup
@Field.register_lookup
class OneOf(Lookup):
    """`pk__one_of=keys`: like `in`, with one value for all the keys, however many; a blank can stand for it."""

    lookup_name = "one_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [list(value)]

    def as_sql(self, compiler, connection):
        left, given = self.process_lhs(compiler, connection)
        right, keys = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*given, *keys]


@dataclass(frozen=True)
class Statement:
    """What is kept of a queryset; without SQL when nobody fulfils its conditions."""

    model: type[Model]
    sql: str = ""
    values: tuple = ()  # the blanks among them
    columns: tuple[str, ...] = ()  # of the model, when whole objects are asked for
    converted: tuple[tuple, ...] = ()  # place of a column, its converters, and the expression that those want
    related: tuple[RelatedPopulator, ...] = ()  # what `select_related` brings with each object

    def object_of(self, row) -> Model:
        """The row as an object of the model, with what comes with it."""
        found = self.model.from_db(connection.alias, self.columns, row[: len(self.columns)])
        for relation in self.related:
            relation.populate(row, found)
        return found


class MadeOnce:
    """A queryset of a reader and some values. Of the reader it looks at number and role alone; `reader` is left out
    where the rows are the same for everybody. A moment has to be one of the values: what is kept does not know what
    time it is."""

    def __init__(self, make: Callable[..., QuerySet]) -> None:
        self.make = make
        self.blanks = list(inspect.signature(make).parameters)
        self.made = lru_cache(maxsize=32)(self._made)

    def rows(self, reader=None, **values) -> list[tuple]:
        """What the queryset's `values_list` would answer."""
        return self._answer(self.made(reader and reader.role, today()), reader, values)

    def keys(self, reader=None, **values) -> list:
        """The first column alone."""
        return [row[0] for row in self.rows(reader, **values)]

    def objects(self, reader=None, **values) -> list:
        """The rows as objects of the queryset's model."""
        statement = self.made(reader and reader.role, today())
        rows = self._answer(statement, reader, values)
        if statement.converted:
            rows = [converted(row, statement.converted) for row in rows]
        return [statement.object_of(row) for row in rows]

    def found(self, reader=None, **values):
        """The one object; raises Http404 when the reader finds none."""
        for one in self.objects(reader, **values):
            return one
        raise Http404

    def renew(self, instance: Model, **values) -> None:
        """Puts into the object what its one row says now, as `refresh_from_db` does; raises DoesNotExist."""
        found = next(iter(self.objects(**values)), None)
        if found is None:
            raise type(instance).DoesNotExist
        for field in found._meta.concrete_fields:
            setattr(instance, field.attname, getattr(found, field.attname))
        for relation in (*instance._meta.concrete_fields, *instance._meta.related_objects):
            if relation.is_relation and relation.is_cached(instance):
                relation.delete_cached_value(instance)

    def _answer(self, statement: Statement, reader, values: dict[str, Any]) -> list[tuple]:
        if not statement.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [filled(value, reader, values) for value in statement.values])
            return cursor.fetchall()

    def _made(self, role: str | None, _day: date) -> Statement:
        """The day is in the key: who is under age changes with it."""
        queryset = self._given(role)
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return Statement(queryset.model)
        selected, own = compiler.select or [], (compiler.klass_info or {}).get("select_fields", ())
        conversions = compiler.get_converters([column for column, *_rest in selected])
        return Statement(
            queryset.model,
            sql,
            kept(values, self.make),
            columns=tuple(selected[place][0].target.attname for place in own),
            converted=tuple((place, *how) for place, how in conversions.items()),
            related=tuple(related_of(compiler, selected)),
        )

    def _given(self, role: str | None) -> Any:
        """What the function makes of blanks."""
        given: dict[str, Any] = {name: Blank(name) for name in self.blanks if name != "reader"}
        if "reader" in self.blanks:
            given["reader"] = get_user_model()(pk=READER, role=role)
        return self.make(**given)


made_once = MadeOnce


class ChangedOnce(MadeOnce):
    """An UPDATE: the function returns the rows and what their columns become.

    @changed_once
    def read(keys, moment):
        return Notification.objects.filter(pk__one_of=keys), {"read_at": moment}

    read.change(keys=[1, 2], moment=now)  # 2
    """

    def change(self, reader=None, **values) -> int:
        """Returns how many rows it was."""
        statement = self.made(reader and reader.role, today())
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [filled(value, reader, values) for value in statement.values])
            return cursor.rowcount

    def _made(self, role: str | None, _day: date) -> Statement:
        rows, becomes = self._given(role)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(becomes)
        sql, values = query.get_compiler(connection=connection).as_sql()
        return Statement(rows.model, sql, kept(values, self.make))


changed_once = ChangedOnce


def related_of(compiler, selected) -> list[RelatedPopulator]:
    """As the ORM itself puts related objects beside an object; none for rows that are no objects."""
    if compiler.klass_info is None:
        return []
    return get_related_populators(compiler.klass_info, selected, connection.alias)  # type: ignore[call-arg]  # the stubs know a later Django


def filled(blank: Any, reader, values: dict[str, Any]) -> Any:
    """What takes the place of a value of the statement."""
    if isinstance(blank, Blank):
        return values[blank.name]
    return reader.pk if blank == READER else blank


def kept(values: Iterable, make: Callable) -> tuple:
    """The values, with none that time makes wrong. Raises TypeError for a moment."""
    if any(isinstance(value, datetime) for value in values):
        raise TypeError(f"{make.__qualname__} would keep a moment: let it be given.")
    return tuple(values)


def today() -> date:
    return timezone.localtime(timezone=Brand.current().zone).date()


def converted(row: tuple, how: tuple[tuple, ...]) -> list:
    """The row with its values as the fields want them."""
    values = list(row)
    for place, converters, expression in how:
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    return values
