"""Forms with what is not theirs: foreign ids in every field (row 15), columns that they do not show (row 28)."""

import pytest
from django.apps import apps
from django.db import connection, models

from tests.fuzz.throwing import COUNTED, DEEP, open_doors, path_in
from tests.matrix.asking import ask, sent
from tests.matrix.table import NEVER, TABLE

pytestmark = pytest.mark.django_db

POSTED = [
    door
    for door in open_doors("post")
    if not door[0].startswith(("account", "mfa", "usersessions", "admin:logout"))
]
# The names under which forms of the house take the id of something, and whatever else could be one.
POINTERS = [
    "parent", "upload", "group", "assignee", "team", "category", "tickets", "parent_id", "post", "post_id",
    "comment", "comment_id", "author", "author_id", "member", "member_id", "ticket", "ticket_id", "customer",
    "customer_id", "reply", "owner", "centre", "by", "first", "user", "user_id", "id", "pk", "object_id",
    "handle", "pictures", "drop",
]  # fmt: skip


def foreign(world) -> dict[str, str]:
    """An id or name of a thing that neither Bruno nor Sol may touch, by what it is."""
    return {
        "post": str(world.post["secret"].pk),
        "comment": str(world.comment["secret"].pk),
        "group": world.group["secret"].slug,
        "number of group": str(world.group["secret"].pk),
        "ticket": str(world.ticket["elsewhere"].pk),
        "team": str(world.team["theirs"].pk),
        "upload": str(world.upload["loose"].pk),
        "member": str(world.people["otto"].pk),
        "handle": "otto",
        "never": str(NEVER),
    }


# What each name would point at; the rest take somebody's number.
MEANT = {
    "parent": "comment", "parent_id": "comment", "comment": "comment", "comment_id": "comment", "post": "post",
    "post_id": "post", "upload": "upload", "pictures": "upload", "drop": "upload", "group": "group",
    "tickets": "ticket", "ticket": "ticket", "ticket_id": "ticket", "team": "team", "category": "team",
    "reply": "ticket", "handle": "handle",
}  # fmt: skip


def forgeries(world) -> list[dict[str, str]]:
    """Values for all pointers: each a foreign thing of the right sort, or something that never was. In depth every
    foreign thing in every pointer."""
    things = foreign(world)
    if DEEP:
        return [dict.fromkeys(POINTERS, id) for id in things.values()]
    meant = {name: things[MEANT.get(name, "member")] for name in POINTERS}
    return [
        meant,
        meant | {"group": things["number of group"], "upload": things["post"]},
        dict.fromkeys(POINTERS, things["never"]),
    ]


def own_doors(role: str) -> list[tuple[str, str, str]]:
    return [(name, kind, role) for name, kind, _gets_furthest in POSTED if may(name, kind, role)]


def may(name: str, kind: str, role: str) -> bool:
    from tests.matrix.asking import IN, expected

    return expected(name, "post", role, kind) == IN


@pytest.mark.parametrize("role", ["bruno", "sol"])
def test_row_15_no_form_takes_a_foreign_id(world, role):
    """Each id of a foreign thing in each field of each form: nothing foreign is written to, or pointed at."""
    touched, before = [], pointed_at(world)
    for door in {name: door for door in own_doors(role) if (name := door[0])}.values():
        if door[0] == "admin:tickets_ticket_team":
            continue  # handing a ticket over to another team, which is told, is what the form is for
        path = path_in(world, door)
        for what in forgeries(world):
            forged = sent(world, TABLE[door[0]], door[1]) | what
            if "tickets" in sent(world, TABLE[door[0]], door[1]):
                forged["tickets"] = [world.ticket["elsewhere"].pk]
            answer = ask(world, role, "post", path, forged, inspect=lambda _writes: pointed_at(world))
            assert answer.status < 500, (door, what, answer.word)
            assert not answer.canaries() - world.allowed(role), (door, what)
            if answer.seen != before:
                touched.append((door[0], what))
    assert touched == []


def pointed_at(world) -> tuple:
    """What points at the foreign things, and how they are: one statement, since it is asked twice a forgery."""
    things = [
        world.post["secret"], world.comment["secret"], world.group["secret"], world.ticket["elsewhere"],
        world.upload["loose"], world.people["otto"],
    ]  # fmt: skip
    asked = []
    for thing in things:
        table, key = thing._meta.db_table, f"'{thing.pk}'"
        asked.append(
            f'(SELECT row_to_json(t)::text FROM "{table}" t WHERE t.{thing._meta.pk.column} = {key})'
        )
        asked += [
            f'(SELECT count(*) FROM "{rows}" WHERE "{column}" = {key})' for rows, column in pointing(thing)
        ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(asked))
        return cursor.fetchone()


def pointing(thing) -> list[tuple[str, str]]:
    """Tables and columns that may point at it."""
    found = []
    for relation in thing._meta.related_objects:
        if relation.many_to_many:
            found.append((relation.through._meta.db_table, relation.field.m2m_reverse_name()))
        elif relation.related_model in COUNTED:
            found.append((relation.related_model._meta.db_table, relation.field.column))
    return found


def columns() -> dict[str, str]:
    """A value for every column of every model, under its name: what nobody may set by sending it along."""
    values = {}
    for model in (
        model
        for app in ("accounts", "community", "tickets")
        for model in apps.get_app_config(app).get_models()
    ):
        for field in model._meta.concrete_fields:
            values[field.name] = values[field.attname] = value_for(field)
    return values


def value_for(field) -> str:
    if isinstance(field, models.BooleanField):
        return "1"
    if isinstance(field, models.DateTimeField):
        return "2001-02-03T04:05:06+00:00"
    if isinstance(field, models.DateField):
        return "2001-02-03"
    if field.choices:
        return str(field.choices[-1][0])
    # No row has a number so high: one that was given out by chance would look like a forged one.
    return "31777" if isinstance(field, models.IntegerField | models.ForeignKey) else "forged"


# What the forms show beside what the good example fills in, so that sending it is no forgery.
SHOWN = {
    "posts:new": {"title", "asks_for", "experienced_on", "noted_at"},
    "events:edit": {"ends_at", "price", "seats", "guests_most", "answers_until", "is_list_private"},
    "tournaments:new": {"is_for_teams", "starts_at", "place", "body", "noted_at", "due_at"},
    "contests:new": {"is_several", "body", "noted_at", "due_at"},
    "tournaments:decision": {"reason", "home_score", "away_score"},
    "tournaments:edit": {"place"},
    "groups:presets": {"sector", "groups"},
    "feed:say": {"noted_at"},
    "posts:edit": {"title"},
    "members:settings": {"bio"},
    "reports:post": {"note"},
    "reports:comment": {"note"},
    "reports:member": {"note"},
    "request-confirmation": {"reason"},
}


@pytest.mark.parametrize(
    "door",
    [door for door in own_doors("ana") if door[1] in ("", "own", "open", "handled")],
    ids=lambda door: "-".join(door),
)
def test_row_28_columns_that_a_form_does_not_show_stay_as_they_are(world, door):
    """Sent with the name of every column of the house, the form sets none that it does not set without them."""
    good = sent(world, TABLE[door[0]], door[1])
    shown = SHOWN.get(door[0], set()) | set(good)
    forged = {name: value for name, value in columns().items() if name not in shown} | good
    path = path_in(world, door)
    plain = ask(world, "ana", "post", path, good, inspect=forged_rows).seen
    answer = ask(world, "ana", "post", path, forged, inspect=forged_rows)
    assert answer.status < 500
    assert [name for name, count in answer.seen.items() if count > plain[name]] == []


def forged_rows(_writes=()) -> dict[str, int]:
    """For each column how many rows hold what was forged."""
    found = {}
    with connection.cursor() as cursor:
        for model in COUNTED:
            fields = [field for field in model._meta.concrete_fields if not field.primary_key]
            held = ", ".join(f'count(*) FILTER (WHERE "{field.column}"::text LIKE %s)' for field in fields)
            values = [in_database(field) for field in fields]
            cursor.execute(f'SELECT {held} FROM "{model._meta.db_table}"', values)
            names = [f"{model._meta.label}.{field.name}" for field in fields]
            found |= dict(zip(names, cursor.fetchone(), strict=True))
    return found


def in_database(field) -> str:
    """How the forged value would read there."""
    if isinstance(field, models.BooleanField):
        return "true"
    value = value_for(field)
    return f"{value[:10]}%" if isinstance(field, models.DateField) else value
