"""Everything the house holds about a person, class by class: how it is exported and what erasure makes of it.

Each app fills the list in `apps.ready()`, for every model that holds something personal:

    privacy.register("saved", label=_("Saved posts"), model="community.Bookmark", by="member",
                     export=("post__title", "created_at"), erase=privacy.delete)

`export` names what the person gets to read: their own and nobody else's words. `erase(rows, member, departure)` makes
it go; classes are erased in the opposite order of registration, upper rooms first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GOES = _("is erased")
NAMELESS = _("stays without your name")
CHOICE = _("stays without your name, or its words go too: you choose")
SEALED = _("is locked away until the law no longer asks for it, then destroyed")

Rows = Callable[[Any], QuerySet]
Erase = Callable[..., object]


@dataclass(frozen=True)
class Holding:
    name: str
    label: str | Promise
    model: str
    rows: Rows
    export: tuple[str, ...]
    erase: Erase
    fate: str | Promise
    covers: tuple[str, ...] = field(default=())

    def counted(self, member) -> int:
        return self.rows(member).count()

    def exported(self, member) -> Any:
        """One dictionary a row, oldest first."""
        return self.rows(member).order_by("pk").values(*self.export).iterator(chunk_size=500)


_holdings: dict[str, Holding] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    model: str,
    by: str | Rows,
    export: tuple[str, ...],
    erase: Erase,
    fate: str | Promise = GOES,
    covers: tuple[str, ...] = (),
) -> None:
    """`by` is the field that names the person, or a function of the member that returns the rows; `covers` names the
    models that go with these rows, or are erased by the same function."""
    rows = by if callable(by) else _rows_by(model, by)
    _holdings[name] = Holding(name, label, model, rows, export, erase, fate, covers)


def _rows_by(model: str, field_name: str) -> Rows:
    return lambda member: apps.get_model(model)._base_manager.filter(Q(**{field_name: member.pk}))


def known() -> list[Holding]:
    """In the order of registration: what lies at the bottom first."""
    return list(_holdings.values())


def covered() -> set[str]:
    """The labels of all models that somebody has answered for."""
    return {label for held in known() for label in (held.model, *held.covers)}


# What most classes do at erasure


def delete(rows: QuerySet, member, departure) -> None:
    rows.delete()


def keep(rows: QuerySet, member, departure) -> None:
    """Stays and speaks of nobody: the row of the person is an empty shell by then."""
