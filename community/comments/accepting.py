"""The answer to a question: one comment that its author, a moderator or staff has accepted."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.comments import notices
from community.posts.answering import may_accept
from community.transactions import all_or_nothing
from community.writing.written import require


class Acceptable(models.Model):
    class Meta:
        abstract = True

    # Questions

    @property
    def is_accepted(self) -> bool:
        return self.post.accepted_id == self.pk

    def acceptable_by(self, member) -> bool:
        return self.is_shown and may_accept(self.post, member)

    # Verbs

    @all_or_nothing
    def accept(self, *, by, as_of: datetime | None = None) -> bool:
        """Marks it as the answer, instead of another that was; False when it is the answer already."""
        self.lock()
        require(self.acceptable_by(by), _("Only who asked, a moderator or staff can accept an answer."))
        if self.is_accepted:
            return False
        before = self.post.accepted
        self.post.settle(self, by=by, as_of=as_of or timezone.now())
        for drawn_anew in filter(None, (before, self)):
            drawn_anew.change()
        notices.accepted(self, by=by)
        return True

    @all_or_nothing
    def unaccept(self, *, by) -> bool:
        """The question is open again; False when this was not its answer."""
        self.lock()
        require(may_accept(self.post, by), _("Only who asked, a moderator or staff can accept an answer."))
        return self.give_way()

    # Steps

    def give_way(self) -> bool:
        """What goes out of sight answers nothing."""
        if not self.is_accepted:
            return False
        self.post.settle(None)
        self.change()
        return True
