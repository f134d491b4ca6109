"""Doors that a higher room opens in a lower one: extra rows of a model that a member may see.

A ticket lets its team read the thread it hangs on, but community knows no tickets: so tickets register a condition
for "community.Post" here, and `Post.objects.visible_to(member)` adds it.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import Q

_openings: dict[str, list[Callable]] = defaultdict(list)


def register(label: str, opening: Callable[..., Q | None]) -> None:
    """`opening(member)` returns a condition on the model called `label`, or None when it opens nothing for them."""
    if opening not in _openings[label]:
        _openings[label].append(opening)


def also_visible(label: str, member) -> Q:
    """The registered conditions together; matches nothing when nobody registered."""
    condition = Q(pk__in=[])
    for opening in _openings[label]:
        if (extra := opening(member)) is not None:
            condition |= extra
    return condition
