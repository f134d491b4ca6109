"""Groups that an invitation can promise. Groups live a floor above, so that floor fills this in:

offers.register(lambda member: [("tennis", "Tennis"), ...])      # in apps.ready()
"""

from collections.abc import Callable, Iterable

_offers: list[Callable[..., Iterable[tuple[str, str]]]] = []


def register(offer: Callable[..., Iterable[tuple[str, str]]]) -> None:
    """`offer(member)` returns (slug, name) of the groups into which this member may invite."""
    if offer not in _offers:
        _offers.append(offer)


def groups_for(member) -> list[tuple[str, str]]:
    return [group for offer in _offers for group in offer(member)]
