"""Marks: what the house itself can say about a person, in a word, beside their name on their page.

marks.register(lambda member, viewer: [Mark("badge-check", _("Verified customer"), _("since 2019"), hue="green")])

A mark is a fact that a room has checked, not something that one says of oneself; whoever registers it decides who may
see it, and asks at most one statement for it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Mark:
    icon: str
    label: str | Promise
    title: str | Promise = ""  # read out and shown behind the label, smaller
    hue: str = "neutral"  # as in the class names: blue, green, yellow, red, neutral


Marks = Callable[..., Iterable[Mark]]
_marks: list[Marks] = []


def register(marks: Marks) -> None:
    """`marks(member, viewer)` returns what there is to say, in the order of registration."""
    if marks not in _marks:
        _marks.append(marks)


def of(member, viewer) -> list[Mark]:
    return [mark for marks in _marks for mark in marks(member, viewer)]
