"""References that people can read out on the telephone: RIB-2026-004217-K (L-02)."""

import re

from django.db import models

# The letters of the Spanish identity card: the remainder by 23 finds every wrong digit and every swapped pair.
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
SHAPE = re.compile(r"\A([A-Z]{2,6})-?([0-9]{4})-?([0-9]{1,6})-?([A-Z])\Z")


class TicketNumber(models.Model):
    """The last number given out in a year; its row lock makes keys unique and gapless."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


def check_letter(year: int, number: int) -> str:
    return LETTERS[(year * 1_000_000 + number) % 23]


def make_key(prefix: str, year: int, number: int) -> str:
    return f"{prefix}-{year}-{number:06d}-{check_letter(year, number)}"


def read_key(typed: str) -> str | None:
    """The reference in its one spelling, however it was typed, or None when its check letter is wrong."""
    match = SHAPE.match(re.sub(r"[\s.–—_]+", "", typed).upper())
    if not match:
        return None
    prefix, year, number, letter = match[1], int(match[2]), int(match[3]), match[4]
    return make_key(prefix, year, number) if check_letter(year, number) == letter else None


def next_number(year: int) -> int:
    """Takes the year's next number; call it inside the transaction that makes the ticket."""
    TicketNumber.objects.get_or_create(year=year)
    row = TicketNumber.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
