"""What made-up people say in their rooms: the groups', and those of two."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from community.chat.models import Message, Participation, Room
from config.populate import shapes
from config.populate.circles import Circle
from config.populate.copying import copy, reserve
from config.populate.people import Person
from config.populate.progress import Progress
from config.populate.texts import Speech

DAYS = 120  # chat is quick and forgotten
PAIRS = 25  # messages, on average, of a room of two
QUOTED = 0.1


@dataclass
class Table:
    """A room before its messages are written."""

    id: int
    people: list[Person]
    number: int = 0  # of its last message
    serial: int = 0
    said: list[int] = field(default_factory=list)


def chat(
    circles: list[Circle], speech: dict[str, Speech], count: int, as_of: datetime, chance: random.Random,
    progress: Progress,
) -> None:  # fmt: skip
    """So many messages: six of ten in the groups' rooms."""
    groups = tables_of(circles)
    pairs = pairs_of(circles[0].people, round(count * 0.4 / PAIRS), as_of, chance)
    dice = [
        shapes.Dice([1 / (place + 1) for place in range(len(tables))]) for tables in (groups, pairs) if tables
    ]
    kinds = [tables for tables in (groups, pairs) if tables]

    numbers = reserve(Message, count)  # while rows are being copied the connection answers nothing else

    def messages() -> Iterator[tuple]:
        for pk, at in zip(numbers, shapes.moments(count, DAYS * 86400, chance), strict=True):
            kind = 0 if chance.random() < 0.6 else len(kinds) - 1
            table = kinds[kind][dice[kind].throw(chance)]
            yield line(table, pk, as_of - timedelta(days=DAYS) + timedelta(seconds=at), speech, chance)

    copy(Message, MESSAGE, progress.through("messages", messages(), count))
    with connection.cursor() as cursor:
        keys = {"rooms": [table.id for table in groups + pairs]}
        cursor.execute(COUNT, keys)
        cursor.execute(READ, keys)


def line(table: Table, pk: int, at: datetime, speech, chance: random.Random) -> tuple:
    person = table.people[int(len(table.people) * chance.random() ** 2)]
    table.number += 1
    table.serial += 1
    quoted = chance.choice(table.said[-5:]) if table.said and chance.random() < QUOTED else None
    table.said = [*table.said[-5:], pk]
    body, html = speech[person.language].message()
    return (
        pk,
        table.id,
        table.number,
        table.serial,
        person.id,
        quoted,
        body,
        html,
        person.language,
        at,
    )


MESSAGE = (
    "id", "room_id", "number", "serial", "author_id", "reply_to_id", "body", "body_html", "language",
    "created_at",
)  # fmt: skip


def tables_of(circles: list[Circle]) -> list[Table]:
    """The groups' rooms, which may have messages already."""
    rooms = {room.group_id: room for room in Room.objects.filter(group__in=[circle.id for circle in circles])}
    known = [(rooms[circle.id], circle.people) for circle in circles]
    return [Table(room.pk, people, room.message_count, room.serial) for room, people in known]


def pairs_of(people: list[Person], count: int, as_of: datetime, chance: random.Random) -> list[Table]:
    chosen = {tuple(sorted(chance.sample(range(len(people)), 2))) for _ in range(count)}
    rooms = reserve(Room, len(chosen))
    tables = [
        Table(pk, [people[one], people[two]]) for pk, (one, two) in zip(rooms, sorted(chosen), strict=True)
    ]
    copy(Room, ROOM, [(table.id, "direct", pair_of(table.people), as_of, as_of) for table in tables])
    seats = [
        (table.id, person.id, as_of - timedelta(days=DAYS)) for table in tables for person in table.people
    ]
    copy(Participation, ("room_id", "member_id", "joined_at"), seats)
    return tables


ROOM = ("id", "kind", "pair", "created_at", "last_at")


def pair_of(people: list[Person]) -> str:
    low, high = sorted(person.id for person in people)
    return f"{low}:{high}"


COUNT = """
UPDATE community_room r SET message_count = said.number, serial = greatest(r.serial, said.serial),
  last_message_id = said.last, last_at = said.at
FROM (SELECT room_id, max(number) AS number, max(serial) AS serial, max(id) AS last, max(created_at) AS at
  FROM community_message WHERE room_id = ANY(%(rooms)s) GROUP BY room_id) said
WHERE r.id = said.room_id
"""
READ = """
UPDATE community_participation p
SET read_number = greatest(p.read_number, r.message_count - (p.id * 7919) %% 12), read_serial = r.serial
FROM community_room r WHERE r.id = p.room_id AND r.id = ANY(%(rooms)s)
"""
