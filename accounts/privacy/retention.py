"""Nothing is kept for ever: each class of data has a period that the owner may change, and a nightly sweep (L-24).

    retention.register("invitations", label=_("Invitations nobody took"), days=90, past=unused_invitations)

`past(moment)` returns the rows whose time was over at that moment; `forget(rows)` makes them go, by deleting them where
nothing else is said. The dry run counts the very rows that the sweep would take.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 3650  # days
SHORTEST = 7


def delete(rows: models.QuerySet) -> int:
    return rows.delete()[0]


@dataclass(frozen=True)
class Kept:
    name: str
    label: str | Promise
    days: int  # the preset
    past: Callable[[datetime], models.QuerySet]
    forget: Callable[[models.QuerySet], int]


_kept: dict[str, Kept] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    days: int,
    past: Callable[[datetime], models.QuerySet],
    forget: Callable[[models.QuerySet], int] = delete,
) -> None:
    _kept[name] = Kept(name, label, days, past, forget)


def known() -> list[Kept]:
    return list(_kept.values())


class PeriodQuerySet(models.QuerySet["Period"]):
    def days(self) -> dict[str, int]:
        """For how long each class is kept now: what the owner said, else the preset."""
        said = dict(self.values_list("name", "days"))
        return {kept.name: said.get(kept.name, kept.days) for kept in known()}

    def schedule(self, periods: dict[str, int]) -> None:
        """Sets the periods, in days."""
        for name, days in periods.items():
            self.update_or_create(name=name, defaults={"days": days})

    def due(self, as_of: datetime) -> dict[str, int]:
        """The dry run: how many rows of each class the sweep would take now."""
        days = self.days()
        return {kept.name: kept.past(as_of - timedelta(days[kept.name])).count() for kept in known()}

    def sweep(self, as_of: datetime) -> int:
        """Forgets whatever is past its period; returns how many. Safe twice, and by two at once."""
        days = self.days()
        return sum(kept.forget(kept.past(as_of - timedelta(days[kept.name]))) for kept in known())


class Period(models.Model):
    """For how many days a class of data is kept, where the owner has said so."""

    name = models.CharField(max_length=40, primary_key=True)
    days = models.PositiveIntegerField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("periods")
