"""Groups in which a moderator looks first: a post waits out of everybody's sight, then it is let out or refused.

A post that waits is hidden, in the very column that every door asks: only its author and who keeps order find it.
"""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.posts import notices
from community.posts.signals import let_out
from community.transactions import all_or_nothing
from community.writing.written import one_line, require


class Approving(models.Model):
    waits_since = models.DateTimeField(null=True, editable=False)  # stays when it was refused
    judged_at = models.DateTimeField(null=True, editable=False)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    # Questions

    @property
    def is_waiting(self) -> bool:
        return self.waits_since is not None and self.judged_at is None and self.deleted_at is None

    @property
    def is_refused(self) -> bool:
        return self.waits_since is not None and self.judged_at is not None

    @property
    def is_criticism(self) -> bool:
        """A complaint: nobody alone keeps it from the group (L-19)."""
        return self.kind == self.Kind.COMPLAINT or bool(self.handling)

    def judgeable_by(self, member) -> bool:
        """Nobody lets out what they wrote themselves."""
        return self.is_waiting and self.author_id != member.pk and self.moderated_by(member)

    def editable_by(self, member) -> bool:
        """While it waits its author can still better it."""
        return (self.is_waiting and self.author_id == member.pk) or super().editable_by(member)

    def restorable_by(self, member) -> bool:
        """What was never let out is not shown "again"."""
        return self.waits_since is None and super().restorable_by(member)

    # Verbs

    @all_or_nothing
    def approve(self, *, by, version: int | None = None, as_of: datetime | None = None) -> bool:
        """Lets it out: it is counted, and told to whom it concerns, from now on; False when it did not wait.

        Raises ValidationError when it is not the `version` any more that somebody has read.
        """
        self.lock()
        if not self.is_waiting:
            return False
        require(self.judgeable_by(by), _("Another moderator of its group decides this."))
        if version not in (None, self.version):
            raise ValidationError(_("It was changed meanwhile: read it again."))
        now = as_of or timezone.now()
        # What was changed before anybody read it is nobody's business.
        self.revisions.all().delete()
        self.veil(waits_since=None, judged_at=now, judged_by=by, hidden_at=None, edited_at=None)
        self.count_in_group()
        notices.published(self, as_of=now)
        notices.approved(self)
        let_out.send(sender=type(self), post=self, as_of=now)
        return True

    @all_or_nothing
    def refuse(self, *, by, reason: str, as_of: datetime | None = None) -> bool:
        """Its author keeps it, and reads why nobody else sees it; False when it did not wait.

        Raises ValidationError without a reason (L-30), and PermissionDenied for a complaint: that takes two.
        """
        self.lock()
        if not self.is_waiting:
            return False
        require(self.judgeable_by(by), _("Another moderator of its group decides this."))
        require(not self.is_criticism, _("It is a complaint: nobody refuses it alone."))
        if not (words := one_line(reason)[:280]):
            raise ValidationError({"reason": _("Say why: its author reads it.")})
        self.keep_out(by=by, reason=words, as_of=as_of or timezone.now())
        notices.refused(self)
        return True

    @all_or_nothing
    def hide(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """What waits is kept out by it: nobody has seen it yet."""
        self.lock()
        if not self.is_waiting:
            return super().hide(by=by, reason=reason, as_of=as_of)
        require(self.judgeable_by(by), _("Another moderator of its group decides this."))
        self.keep_out(by=by, reason=one_line(reason)[:280], as_of=as_of or timezone.now())
        return True

    @all_or_nothing
    def restore(self, *, by) -> bool:
        """A complaint that two kept out waits again."""
        self.lock()
        if not (self.is_refused and self.is_criticism) or self.deleted_at is not None:
            return super().restore(by=by)
        require(self.moderated_by(by), _("Only a moderator of its group can show this again."))
        self.change(judged_at=None, judged_by=None, hidden_by=None, hidden_reason="")
        return True

    # Steps

    def keep_out(self, *, by, reason: str, as_of: datetime) -> None:
        self.change(judged_at=as_of, judged_by=by, hidden_by=by, hidden_reason=reason)

    def wait(self, as_of: datetime) -> None:
        """Out of sight until somebody has looked at it; they hear that it is there."""
        self.change(waits_since=as_of, hidden_at=as_of)
        notices.waiting(self)
