"""Pages without numbers: each one starts after the last row of the one before, deep or not."""

from django.db import models

LARGEST = 2**63 - 1


def number(text: str | None) -> int | None:
    """A row's number as it came in an address, or None for anything else."""
    if not text or not text.isascii() or not text.isdecimal():
        return None
    return value if (value := int(text[:20])) <= LARGEST else None


def cut(rows: models.QuerySet, size: int) -> tuple[list, bool]:
    """The first rows, and whether more follow."""
    found = list(rows[: size + 1])
    return found[:size], len(found) > size
