"""Laws about data: each one counts its violations, and the count must be 0 (docs/laws.md)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Law:
    id: str
    sentence: str
    violations: Callable[[], int]


LAWS: list[Law] = []


def register(id: str, sentence: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Decorator: adds a law to the list that `manage.py check_invariants` counts. Returns the function as it is."""

    def add(violations: Callable[[], int]) -> Callable[[], int]:
        LAWS.append(Law(id, sentence, violations))
        return violations

    return add
