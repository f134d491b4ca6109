"""Trait of a picture in a contest: what moderators do with it. Each is a decision with its reasons, and comes back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.transactions import all_or_nothing
from community.writing.written import one_line, require


class Judged(models.Model):
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    hidden_reason = models.CharField(max_length=280, blank=True, editable=False)

    class Meta:
        abstract = True

    # Questions, in the words in which posts, comments and messages are asked

    @property
    def author(self):
        return self.member

    @property
    def author_id(self) -> int | None:
        return self.member_id

    @property
    def body(self) -> str:
        return self.caption

    @property
    def language(self) -> str:
        return self.contest.post.language

    @property
    def created_at(self) -> datetime:
        return self.handed_in_at

    @property
    def edited_at(self) -> datetime:
        """Another picture takes the place of the first."""
        return self.handed_in_at

    @property
    def deleted_at(self) -> datetime | None:
        return self.removed_at

    @property
    def place(self):
        return self.contest.post.group

    @property
    def is_shown(self) -> bool:
        return self.hidden_at is None and self.removed_at is None

    def moderated_by(self, member) -> bool:
        return self.contest.post.moderated_by(member)

    # Verbs

    @all_or_nothing
    def hide(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Out of the contest, with the votes it has; False when it was out already."""
        self.lock()
        if not self.is_shown:
            return False
        require(self.moderated_by(by), _("Only a moderator of its group can hide this."))
        now = as_of or timezone.now()
        self.hidden_at, self.hidden_by, self.hidden_reason = now, by, one_line(reason)[:280]
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        if self.option:
            self.contest.poll.set_aside(self.option, as_of=now)
        self.contest.count()
        return True

    @all_or_nothing
    def restore(self, *, by) -> bool:
        """Back in the contest and on its ballot, with the votes it had; False when it was not out. What its member
        handed in instead goes again, unless that one is voted on and this one never was: then it stays the one."""
        self.lock()
        if self.hidden_at is None or self.removed_at is not None:
            return False
        require(self.moderated_by(by), _("Only a moderator of its group can show this again."))
        instead = self.contest.entry_of(self.member)
        if instead and (self.option or not instead.option):
            self.contest.leave(instead, timezone.now())
        self.hidden_at, self.hidden_by, self.hidden_reason = None, None, ""
        if instead and instead.option:
            self.contest.leave(self, timezone.now())
            return True
        self._back_on_the_ballot()
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "option"])
        self.contest.count()
        return True

    @all_or_nothing
    def wipe(self, *, by, as_of: datetime | None = None) -> None:
        """Gone for good, when nobody can object any more to a decision."""
        self.contest.leave(self, as_of or timezone.now())

    # Steps

    def lock(self) -> None:
        """The post first, as everybody does; then the picture is read anew."""
        self.contest.lock()
        contest = self.contest
        self.refresh_from_db()
        self.contest = contest

    def _back_on_the_ballot(self) -> None:
        """What was out while voting opened is offered behind the others."""
        poll = self.contest.poll
        if self.option:
            poll.put_back(self.option)
        elif poll.opened_at:
            (self.option,) = poll.offer([(self.caption, self.upload, self.member)])
