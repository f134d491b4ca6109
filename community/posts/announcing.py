"""Announcements with an end: on top until they are over, and with a list of who has read them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class Announced(models.Model):
    pinned_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def readership_shown_to(self, member) -> bool:
        """Its author and who keeps order in its group read who has read it; of an announcement only (row 13)."""
        return self.is_announcement and (self.author_id == member.pk or self.moderated_by(member))


def require_end(pinned_until: datetime | None, begins: datetime) -> None:
    """Raises ValidationError for an end before the beginning."""
    if pinned_until and pinned_until <= begins:
        raise ValidationError({"pinned_until": _("It would be over before it begins.")})
