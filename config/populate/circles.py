"""Made-up groups, large and small, and who belongs to them."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils.text import slugify

from community.chat.models import Participation, Room
from community.groups.models import Group, Membership
from community.rendering.markdown import render
from config.populate.copying import copy, reserve
from config.populate.people import Person
from config.populate.words import GROUPS, QUARTERS

LARGEST = 0.3  # of all members
SLOPE = 0.85  # how fast groups get smaller
SMALLEST = 8
RULES = "- Hablamos de lo que pasa, no de cómo es quien lo cuenta.\n- Nada de datos de otras personas."
DOORS = (("listed", "free"),) * 17 + (
    ("listed", "request"),
    ("listed", "invitation"),
    ("secret", "invitation"),
)
LEVELS = ("normal",) * 18 + ("follow", "mute")


@dataclass
class Circle:
    """A group and its people, those who speak most first."""

    id: int
    is_default: bool
    people: list[Person] = field(default_factory=list)

    def somebody(self, chance: random.Random) -> Person:
        return self.people[int(len(self.people) * chance.random() ** 2)]


def circles(
    count: int, people: list[Person], seed: int, as_of: datetime, chance: random.Random
) -> list[Circle]:
    """The group of everybody, which may have been there, and so many others."""
    first = Group.objects.default()
    found = [Circle(first.pk if first else 0, True, chance.sample(people, len(people)))]
    numbers = reserve(Group, count)
    rows = [group_row(pk, seed, number, as_of, chance) for number, pk in enumerate(numbers, 1)]
    if first is None:
        found[0].id = reserve(Group, 1)[0]
        known = (f"todos-{seed}", "Lo de cada día.", "listed", "free", True)
        rows.append((found[0].id, "La mesa de todos", *known, RULES, render(RULES), as_of))
    copy(Group, COLUMNS, rows)
    for place, pk in enumerate(numbers, 1):
        size = max(SMALLEST, int(LARGEST * len(people) / place**SLOPE))
        found.append(Circle(pk, False, chance.sample(people, min(size, len(people)))))
    return found


COLUMNS = (
    "id",
    "name",
    "slug",
    "purpose",
    "listing",
    "joining",
    "is_default",
    "rules",
    "rules_html",
    "created_at",
)


def group_row(pk: int, seed: int, number: int, as_of: datetime, chance: random.Random) -> tuple:
    name = f"{chance.choice(GROUPS)} {chance.choice(QUARTERS)}"
    listing, joining = ("listed", "free") if number <= 3 else chance.choice(DOORS)
    slug = f"{slugify(name)}-{seed}-{number}"
    known = (slug, f"{name}: avisos, dudas y planes.", listing, joining, False)
    return (pk, f"{name} {number}", *known, RULES, render(RULES), as_of)


def admit(circles: list[Circle], as_of: datetime, chance: random.Random) -> list[tuple]:
    """The rows of everybody's memberships, the first of each group being its owner and the second a moderator."""
    rows = []
    for circle in circles:
        for place, person in enumerate(circle.people):
            kept = ("owner", "moderator")[place] if place < 2 and not circle.is_default else "member"
            joined = person.joined_at + (as_of - person.joined_at) * chance.random()
            rows.append((circle.id, person.id, kept, chance.choice(LEVELS), joined))
    return rows


MEMBERSHIP = ("group_id", "member_id", "role", "level", "joined_at")


def seat(circles: list[Circle], as_of: datetime) -> None:
    """Every group has its room, and whoever belongs to the group takes part there (law K3)."""
    keys = [circle.id for circle in circles]
    without = [key for key in keys if not Room.objects.filter(group=key).exists()]
    copy(
        Room, ("group_id", "kind", "created_at", "last_at"), [(key, "group", as_of, as_of) for key in without]
    )
    absent = Membership.objects.filter(group__in=keys, participation__isnull=True)
    known = absent.order_by("pk").values_list("group__room", "member_id", "pk", "joined_at")
    copy(Participation, ("room_id", "member_id", "membership_id", "joined_at"), list(known))


def count(circles: list[Circle]) -> None:
    """What the groups' cards say is what a recount finds; people have seen most of it."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"groups": [circle.id for circle in circles]})
        cursor.execute(SEEN, {"groups": [circle.id for circle in circles]})


COUNT = """
UPDATE community_group g SET
  member_count = (SELECT count(*) FROM community_membership m WHERE m.group_id = g.id),
  activity = (SELECT count(*) FROM community_post p
    WHERE p.group_id = g.id AND p.waits_since IS NULL AND p.due_at IS NULL)
WHERE id = ANY(%(groups)s)
"""
SEEN = """
UPDATE community_membership m SET activity_seen = greatest(m.activity_seen, g.activity - (m.id * 7919) %% 30)
FROM community_group g WHERE g.id = m.group_id AND g.id = ANY(%(groups)s) AND g.activity > 30
"""
