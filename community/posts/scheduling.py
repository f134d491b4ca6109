"""Posts that go out by themselves: until their hour for their author and the moderators of the group alone.

A complaint is never one of them: its clock begins when it is said (L-01).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.posts import notices
from community.posts.entering import require_place
from community.posts.going_out import renumber, send_out
from community.posts.tagging import named
from community.transactions import all_or_nothing
from community.wordrules.models import WordRule
from community.writing.written import require, spoken_by


class Scheduling(models.Model):
    due_at = models.DateTimeField(null=True, editable=False)  # goes out by itself then; gone once it did
    held_up_at = models.DateTimeField(null=True, editable=False)  # its hour came, and it could not go out

    class Meta:
        abstract = True

    # Questions

    @property
    def is_scheduled(self) -> bool:
        return self.due_at is not None and self.deleted_at is None

    def editable_by(self, member) -> bool:
        return (self.is_scheduled and self.author_id == member.pk) or super().editable_by(member)

    def restorable_by(self, member) -> bool:
        """What has not gone out yet is not shown "again"."""
        return self.due_at is None and super().restorable_by(member)

    # Verbs

    @all_or_nothing
    def reschedule(self, *, by, due_at: datetime, as_of: datetime | None = None) -> bool:
        """Another hour; False when it is out by now. Raises ValidationError for one that has passed."""
        self.lock()
        if not self.is_scheduled:
            return False
        require(self.author_id == by.pk, _("Only its author can change this."))
        require_hour(due_at, as_of or timezone.now())
        self.change(due_at=due_at, held_up_at=None, hidden_reason="")
        return True

    @all_or_nothing
    def go_out(self, *, by=None, as_of: datetime) -> bool:
        """It comes to its readers, like something written now; False when that was done, or it was taken back.

        Its hour has come, or its author does not wait for it (`by`). Who may no longer write there is told why it
        cannot go out; to the author who asks the same is said by PermissionDenied or ValidationError.
        """
        self.lock()
        if not self.is_scheduled or (by is None and self.held_up_at is not None):
            return False
        require(by is None or self.author_id == by.pk, _("Only its author can change this."))
        try:
            rule = self._judge()
        except (PermissionDenied, ValidationError) as refusal:
            if by is not None:
                raise
            self._hold_up(refusal, as_of)
            return False
        self._come_out(as_of)
        send_out(self, self.author, None, as_of, rule)
        return True

    # Steps

    def hold_back(self, due_at: datetime, as_of: datetime) -> None:
        self.change(due_at=due_at, hidden_at=as_of)

    def _judge(self) -> WordRule | None:
        """What is asked of a post when it is written is asked again: rights may have gone, rules may have come."""
        require(self.author is not None and self.author.is_active, _("Its author is not with us any more."))
        with translation.override(spoken_by(self.author)):
            require_place(self.group, self.author, self.kind)
            return WordRule.objects.judge(f"{self.title} {self.body} {named(self.tags.all())}", self.group)

    def _hold_up(self, refusal, as_of: datetime) -> None:
        words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        self.change(held_up_at=as_of, hidden_reason=" ".join(words)[:280])
        notices.held_up(self)

    def _come_out(self, as_of: datetime) -> None:
        # What was changed before anybody read it is nobody's business.
        self.revisions.all().delete()
        self.veil(
            due_at=None, held_up_at=None, hidden_at=None, hidden_reason="", edited_at=None, created_at=as_of,
            last_activity_at=as_of,
        )  # fmt: skip
        renumber(self)


def require_hour(due_at: datetime | None, as_of: datetime) -> None:
    """Raises ValidationError for an hour that has passed."""
    if due_at and due_at <= as_of:
        raise ValidationError({"due_at": _("That moment has passed.")})
