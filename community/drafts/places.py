"""Where drafts are written: rooms above say what stands there, and what has arrived already.

places.register("new-post", label=_("Post"), address="/posts/new/")     # in apps.ready()
places.register("say", label=_("Comment"), address="/posts/{}/", anchor="#say")     # "say-12"
places.arrivals(lambda member, submission: Post.objects.filter(...).exists())
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

NUMBERED = re.compile(r"([a-z-]+)-([0-9]{1,18})")


@dataclass(frozen=True)
class Place:
    label: str | Promise
    address: str
    anchor: str = ""


_places: dict[str, Place] = {}
_arrivals: list[Callable[[Any, Any], bool]] = []


def register(name: str, *, label: str | Promise, address: str, anchor: str = "") -> None:
    """With `{}` in its address the place has a number behind its name."""
    _places[name] = Place(label, address, anchor)


def of(place: str) -> Place | None:
    """The place of that name, None when there is no such place."""
    if found := _places.get(place):
        return None if "{}" in found.address else found
    named = NUMBERED.fullmatch(place)
    found = _places.get(named[1]) if named else None
    if found is None or "{}" not in found.address:
        return None
    return replace(found, address=found.address.format(int(named[2])))


def arrivals(asked: Callable[[Any, Any], bool]) -> None:
    """`asked(member, submission)`: whether what was written under that submission has arrived."""
    if asked not in _arrivals:
        _arrivals.append(asked)


def has_arrived(member, submission) -> bool:
    return any(asked(member, submission) for asked in _arrivals)
