"""Time zones: all names that are known, and those to choose from: one name a place, by tzdata's own list of places."""

import zoneinfo
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONTINENTS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("The Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("The Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("The Indian Ocean"),
    "Pacific": _("The Pacific"),
}
Choices = list[tuple[Any, list[tuple[str, str]]]]


@cache
def known() -> frozenset[str]:
    """Every name, old ones too; read once, for it looks into six hundred files."""
    return frozenset(zoneinfo.available_timezones())


@cache
def places() -> dict[str, str]:
    """The code of the country of each zone. Old names, which mean another of them, are not here."""
    listed = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in listed.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows if row[2] in known()}


@cache
def around(zone: str) -> Choices:
    """Every place by its continent, and before them those of the country in which `zone` lies."""
    country = places().get(zone)
    here = [name for name in places() if places()[name] == country]
    others = sorted((name for name in places() if name not in here), key=lambda n: (continent(n), city(n)))
    groups = [(CONTINENTS[key], list(map(worded, names))) for key, names in groupby(others, key=continent)]
    return [(pgettext_lazy("places", "Close by"), list(map(worded, here))), *groups] if here else groups


def worded(name: str) -> tuple[str, str]:
    return name, city(name)


def continent(name: str) -> str:
    return name.partition("/")[0]


def city(name: str) -> str:
    """The place before its province, as one looks for it: "Buenos Aires, Argentina"."""
    return ", ".join(reversed(name.replace("_", " ").split("/")[1:])) or name
