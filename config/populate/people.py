"""Made-up members. Nobody can sign in as one of them: they have no password and no mailbox."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.members.models import Member
from accounts.roles import Role
from community.profiles.choices import ProfileChoice
from config.populate.copying import copy, reserve
from config.populate.words import FIRST_NAMES, SURNAMES

DOMAIN = ".populated.example"  # nobody's, by RFC 2606; who has an address there was made up
LEAST = 5
ENGLISH = 0.2
FINDABLE = 0.6
YEARS = 3


@dataclass(frozen=True)
class Person:
    id: int
    language: str
    role: str
    joined_at: datetime

    @property
    def is_staff(self) -> bool:
        return self.role in (Role.AGENT, Role.MANAGER)


def domain(seed: int) -> str:
    return f"s{seed}{DOMAIN}"


def made_up(seed: int | None = None):
    """The members that were made up, with this seed or any."""
    return Member.objects.filter(email__endswith=f"@{domain(seed)}" if seed is not None else DOMAIN)


def role_of(number: int, count: int) -> str:
    """The first ones work here: agents, moderators, a manager; enough for the size of the house."""
    staff = 2 + count // 1000
    if number < staff:
        return Role.AGENT
    if number < staff + 1 + count // 2000:
        return Role.MODERATOR
    return Role.MANAGER if number == count - 1 else Role.MEMBER


def people(count: int, seed: int, as_of: datetime, chance: random.Random) -> list[Person]:
    nobody = make_password(None)
    found, rows = [], []
    for number, pk in enumerate(reserve(Member, count)):
        first, last = chance.choice(FIRST_NAMES), chance.choice(SURNAMES)
        handle = f"{slugify(first)}-{slugify(last)}-{seed}x{number}"  # the x keeps looks apart
        joined = as_of - timedelta(days=365 * YEARS * (1 - chance.random() ** 2))
        person = Person(pk, "en" if chance.random() < ENGLISH else "es", str(role_of(number, count)), joined)
        found.append(person)
        told = (f"{handle}@{domain(seed)}", handle, f"{first} {last}", person.language, person.role)
        rows.append((pk, *told, nobody, joined, joined, joined))
    copy(Member, COLUMNS, rows)
    copy(ProfileChoice, ("member_id", "listed_at"), listed(found, chance))
    return found


def listed(crowd: list[Person], chance: random.Random) -> list[tuple[int, datetime]]:
    """Those who want to be found in the directory, since they came."""
    return [(one.id, one.joined_at) for one in crowd if chance.random() < FINDABLE]


COLUMNS = (
    "id", "email", "handle", "name", "language", "role", "password",
    "created_at", "joined_at", "approved_at",
)  # fmt: skip
