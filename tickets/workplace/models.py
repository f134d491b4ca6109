"""Filters of the queue that staff keep for themselves."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# What may be kept: never a place in the list, never anything but the queue's own parameters.
KEPT = frozenset({"view", "q", "kind", "priority", "state", "team", "assignee", "category"})


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def of(self, member):
        return self.filter(member_id=member.pk)

    def keep(self, *, by, name: str, query: str) -> "SavedFilter":
        """Keeps the filter under the name; the same name again replaces it. Returns it."""
        # Without what no column can hold: the queue would stumble over it each time it counts the filter.
        kept = [(key, value.replace("\0", "")) for key, value in parse_qsl(query) if key in KEPT]
        sound = urlencode(kept)[:500]
        return self.update_or_create(member=by, name=name, defaults={"query": sound})[0]


class SavedFilter(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="saved_filter_once_a_name")]

    def __str__(self) -> str:
        return self.name
