"""Trait of whatever is drawn once for everybody: its version moves in the same UPDATE as what is drawn."""

from django.db import models
from django.db.models import F


class Versioned(models.Model):
    # The key of the drawn fragment, and the serial by which open pages notice that a push was lost.
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def change(self, **columns) -> None:
        """Writes the columns and moves the version, in one UPDATE; then open pages hear of it."""
        self.rows().update(version=F("version") + 1, **columns)
        self.refresh_from_db(fields=["version", *columns])
        self.announce_change()

    def rows(self) -> models.QuerySet:
        """The one row of this object."""
        return type(self)._base_manager.filter(pk=self.pk)

    def announce_change(self) -> None:
        """Pushes to whoever looks at it; nobody does by default."""
