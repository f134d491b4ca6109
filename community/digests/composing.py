"""Putting a digest together: what each section finds for this member now, each thing once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from community.digests import sections
from community.digests.sections import Entry, Section, Window
from community.notifications.channels import DIGEST


@dataclass(frozen=True)
class Part:
    section: Section
    entries: list[Entry]
    keys: list[str]  # of all that was found, also what only counts as "more"
    rest: int


def compose(member, window: Window, wishes: Mapping[str, Collection[str]]) -> list[Part]:
    """The parts in their order; nothing when there is no news. `wishes` says for each sort the channels that count."""
    told: set[str] = set()
    parts = []
    for section in sections.known():
        if section.sort and DIGEST not in wishes.get(section.sort, ()):
            continue
        found = [
            entry for entry in section.find(member, window) if not entry.place or entry.place not in told
        ]
        told |= {entry.place for entry in found}
        if found:
            parts.append(part_of(section, found))
    return parts if any(not part.section.is_standing for part in parts) else []


def part_of(section: Section, found: list[Entry]) -> Part:
    shown = found[: section.most]
    named = found if section.counts_rest else shown
    keys = [key for entry in named for key in entry.keys]
    return Part(section, shown, keys, len(named) - len(shown))


def still_holds(member, told: Mapping[str, list[str]], as_of: datetime) -> bool:
    """Whether all of it may and need still be told."""
    for name, keys in told.items():
        section = sections.find(name)
        if section is None or section.still(member, keys, as_of) != set(keys):
            return False
    return True
