"""Parts of a member's page that rooms above fill in, such as what they posted of late:

sections.register(lambda member, viewer: {"template": "community/posts/_of_member.html", "posts": ...})
"""

from collections.abc import Callable

_sections: list[Callable[..., dict | None]] = []


def register(section: Callable[..., dict | None]) -> None:
    """`section(member, viewer)` returns the context of its template, named by "template", or None for no section."""
    if section not in _sections:
        _sections.append(section)


def of(member, viewer) -> list[dict]:
    return [drawn for section in _sections if (drawn := section(member, viewer))]
