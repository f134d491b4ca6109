"""Kinds of acts of moderation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    HIDDEN = "hidden", _("Hidden")
    TAKEN = "taken", _("Taken away")
    CLOSED = "closed", _("Closed to comments")
    SILENCED = "silenced", _("Writing paused")
    REMOVED = "removed", _("Removed from the group")
    SUSPENDED = "suspended", _("Suspended")
    RESTORED = "restored", _("Taken back")
    DISMISSED = "dismissed", _("Reports dismissed")


# What restricts somebody: only with a statement of reasons, and open to objection (L-30).
RESTRICTING = ("hidden", "taken", "closed", "silenced", "removed", "suspended")
