"""Parts of a member's page that rooms above fill in, such as what they posted of late:

sections.register(lambda member, viewer: {"template": "community/posts/_of_member.html", "posts": ...}, rank=40)

Acts stand beside the name, the rest below it. A section that also shows the page as somebody else would see it brings
`as_seen`: what it draws for an onlooker who is nobody in particular.
"""

from collections.abc import Callable
from dataclasses import dataclass

ACTS, BODY = "acts", "body"
Draw = Callable[..., dict | None]


@dataclass(frozen=True)
class Section:
    draw: Draw
    place: str
    rank: int
    as_seen: Draw | None


_sections: dict[Draw, Section] = {}


def register(draw: Draw, *, place: str = BODY, rank: int = 50, as_seen: Draw | None = None) -> None:
    """`draw(member, viewer)` returns the context of its template, named by "template", or None for no section;
    `as_seen(member, onlooker)` the same for the preview. The lower the rank, the further up."""
    _sections.setdefault(draw, Section(draw, place, rank, as_seen))


def of(member, viewer) -> dict[str, list[dict]]:
    """What is drawn in each place."""
    return _placed((section, section.draw(member, viewer)) for section in _ranked())


def as_seen(member, onlooker) -> dict[str, list[dict]]:
    """The same for somebody who does not exist."""
    shown = (section for section in _ranked() if section.as_seen)
    return _placed((section, section.as_seen(member, onlooker)) for section in shown)  # type: ignore[misc]


def _ranked() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: section.rank)


def _placed(drawn) -> dict[str, list[dict]]:
    places: dict[str, list[dict]] = {ACTS: [], BODY: []}
    for section, context in drawn:
        if context:
            places[section.place].append(context)
    return places
