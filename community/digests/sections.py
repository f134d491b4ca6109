"""What a digest is made of: sections, each filled by its own concept. Higher rooms register theirs in `apps.ready()`.

    sections.register(Section("requests", _("My requests"), find_requests, still_requests, rank=20))

`find(member, window)` returns the entries, the best first, worded in the language that is set; `still(member, keys,
as_of)` says at the sending which of these may and need still be told.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from accounts.brand.models import Brand


@dataclass(frozen=True)
class Window:
    """What came after `since` is told; of what lies ahead, what is before `ahead`."""

    since: datetime
    until: datetime
    ahead: datetime


@dataclass(frozen=True)
class Line:
    """A fact or a sentence, and under it somebody's own first words."""

    words: str
    excerpt: str = ""


@dataclass(frozen=True)
class Entry:
    keys: tuple[str, ...]  # by which its section knows it again
    title: str
    link: str
    lines: tuple[Line, ...] = ()
    place: str = ""  # what it is about ("community.Post:12"): told once, by the first section that has it


@dataclass(frozen=True)
class Section:
    name: str
    title: str | Promise
    find: Callable[[Any, Window], list[Entry]]
    still: Callable[[Any, Collection[str], datetime], set[str]]
    rank: int = 50  # lower stands further up
    sort: str = ""  # the sort that the member has to want in the digest
    most: int = 5
    counts_rest: bool = False  # whether how many more there are is worth a line
    is_standing: bool = False  # good to know beside news, and no reason for a mail by itself


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    _sections[section.name] = section


def known() -> list[Section]:
    """In the order in which they stand in the digest."""
    return sorted(_sections.values(), key=lambda section: section.rank)


def find(name: str) -> Section | None:
    return _sections.get(name)


def moment_words(moment: datetime, zone=None) -> str:
    """ "Tue 1 Dec, 18:00" in the zone of a place, or of the house."""
    return date_format(timezone.localtime(moment, zone or Brand.current().zone), gettext("D j M, H:i"))


def facts(*words: str) -> str:
    return " · ".join(word for word in words if word)
