"""Announcements with a beginning and an end: out of sight until they are due, on top until they are over."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.posts import notices
from community.transactions import all_or_nothing


class Announced(models.Model):
    due_at = models.DateTimeField(null=True, editable=False)  # goes out by itself then; gone once it did
    pinned_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Questions

    def readership_shown_to(self, member) -> bool:
        """Its author and who keeps order in its group read who has read it; of an announcement only (row 13)."""
        return self.is_announcement and (self.author_id == member.pk or self.moderated_by(member))

    def restorable_by(self, member) -> bool:
        """What has not gone out yet is not shown "again"."""
        return self.due_at is None and super().restorable_by(member)

    # Verbs

    @all_or_nothing
    def go_out(self, *, as_of: datetime) -> bool:
        """Everybody sees it from now on, and hears of it; False when that was done, or it was taken back."""
        self.lock()
        if self.due_at is None or self.deleted_at is not None:
            return False
        self.veil(due_at=None, hidden_at=None, created_at=as_of)
        self.count_in_group()
        notices.published(self, as_of=as_of)
        return True

    # Steps

    def hold_back(self, due_at: datetime) -> None:
        self.change(due_at=due_at, hidden_at=timezone.now())


def require_sense(due_at: datetime | None, pinned_until: datetime | None, as_of: datetime) -> None:
    """Raises ValidationError for an hour that has passed, and for an end before the beginning."""
    if due_at and due_at <= as_of:
        raise ValidationError({"due_at": _("That moment has passed.")})
    if pinned_until and pinned_until <= (due_at or as_of):
        raise ValidationError({"pinned_until": _("It would be over before it begins.")})
