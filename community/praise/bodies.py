"""Bodies of the house that can be praised, such as teams: a higher room says which there are, and who is in them."""

from collections.abc import Callable, Iterable
from typing import Any

_registered: list[tuple[Callable[[], Iterable[str]], Callable[[str], Any]]] = []


def register(*, names: Callable[[], Iterable[str]], people: Callable[[str], Any]) -> None:
    """`names()` in the order in which they are offered; `people(name)` a queryset of members."""
    if (names, people) not in _registered:
        _registered.append((names, people))


def names() -> list[str]:
    return [name for offered, _people in _registered for name in offered()]


def people(name: str) -> set[int]:
    """The numbers of those who are in it."""
    return {pk for _names, inside in _registered for pk in inside(name).values_list("pk", flat=True)}
