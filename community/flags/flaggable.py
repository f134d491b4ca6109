"""Trait of post and comment: "this is a complaint", "I follow this", "it happened to me too"."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from community.flags.handled import Handled
from community.flags.models import Flag
from community.flags.signals import flag_raised, me_too, opened
from community.transactions import all_or_nothing


@dataclass(frozen=True)
class Raised:
    """A flag, and what the rooms above opened for it (an object with `get_absolute_url()`)."""

    flag: Flag
    opened: object


class Flaggable(Handled):
    class Meta:
        abstract = True

    # Questions

    @property
    def is_flaggable(self) -> bool:
        """Something is said here, and not by the brand itself (D-2)."""
        return self.is_shown and self.author is not None and not self.author.is_staff and not self.is_official

    def flaggable_by(self, member) -> bool:
        return self.is_flaggable and self.is_visible_to(member)

    def shared_by(self, member) -> bool:
        """Whether "it happened to me too" is theirs to say: another customer's open case."""
        return (
            self.is_being_handled
            and self.flaggable_by(member)
            and member.pk != self.author_id
            and not member.is_staff
        )

    def followed_by(self, member) -> bool:
        return self.flags.filter(member=member).exists()

    def flagged_by(self, member) -> bool:
        """Whether they said themselves that it is a complaint, or theirs too."""
        return self.flags.filter(member=member, only_follows=False).exists()

    # Verbs

    @all_or_nothing
    def flag(self, *, by, asks_for: str = "", chosen=(), as_of: datetime | None = None) -> Raised:
        """Says that this is a complaint. Returns the flag and the one ticket that all flags share.

        `chosen` are messages of the same room that go along with a flagged one. Raises PermissionDenied for what
        nobody can flag.
        """
        self.lock()
        if not self.flaggable_by(by):
            raise PermissionDenied(_("This cannot be turned into a complaint."))
        flag, is_news = self._flag_of(by, only_follows=False)
        if is_news and by.pk != self.author_id:
            self._more_affected()
        answers = flag_raised.send(
            sender=Flag, flag=flag, asks_for=asks_for, chosen=list(chosen), as_of=as_of
        )
        return Raised(flag, opened(answers))

    @all_or_nothing
    def say_me_too(self, *, by, text: str = "", text_html: str = "", as_of: datetime | None = None) -> Raised:
        """Opens the member's own ticket, linked to the first. A second call returns the same one."""
        self.lock()
        if not self.shared_by(by):
            raise PermissionDenied(_("This is not somebody else's open complaint."))
        flag, is_news = self._flag_of(by, only_follows=False)
        if is_news:
            self._more_affected()
        words = {"text": text or self.body, "text_html": text_html or self.body_html}
        answers = me_too.send(sender=Flag, flag=flag, source=self, member=by, as_of=as_of, **words)
        return Raised(flag, opened(answers))

    @all_or_nothing
    def follow(self, *, by) -> Flag:
        """Hears when it is answered or solved; opens nothing."""
        self.lock()
        return self._flag_of(by, only_follows=True)[0]

    @all_or_nothing
    def unfollow(self, *, by) -> None:
        """Stops following. Who said that it is a complaint stays on the list of those affected."""
        self.flags.filter(member=by, only_follows=True).delete()

    # Steps

    def _flag_of(self, member, *, only_follows: bool) -> tuple[Flag, bool]:
        """The member's flag, made or raised from a mere follower's; and whether it says something new."""
        flag, is_new = self.flags.get_or_create(member=member, defaults={"only_follows": only_follows})
        is_raised = flag.only_follows and not only_follows
        if is_raised:
            flag.only_follows = False
            flag.save(update_fields=["only_follows"])
        return flag, is_new or is_raised

    def _more_affected(self) -> None:
        models.QuerySet(type(self)).filter(pk=self.pk).update(
            affected=F("affected") + 1, version=F("version") + 1
        )
        self.refresh_from_db(fields=["affected", "version"])
