"""Trait of post and comment: the words, and what becomes of them."""

from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.brand.models import Brand
from accounts.made_once import MadeOnce
from community.flags.flaggable import Flaggable
from community.groups.models import Group
from community.rendering.markdown import plain, render, tidy
from community.silences.models import require_voice
from community.transactions import all_or_nothing
from community.trust.levels import require_text
from community.wordrules.models import WordRule, held
from community.writing.calling import called
from community.writing.revisions import Revision
from community.writing.signals import rewritten

BELIEVED = timedelta(hours=72)  # how far back a device's own time is believed (D-18)
QUOTED = 280  # characters of it on a page that asks what is to become of it
NOTED = timedelta(days=366)  # a clock that is further off says nothing at all


class Written(Flaggable):
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="%(class)ss"
    )
    body_html = models.TextField(editable=False)
    language = models.CharField(max_length=5)
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    # The device's own time, when it was offline: kept beside the server's, believed by `said_at`.
    noted_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    hidden_reason = models.CharField(gettext_lazy("reason"), max_length=280, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    # Questions

    @property
    def is_shown(self) -> bool:
        return self.hidden_at is None and self.deleted_at is None

    @property
    def excerpt(self) -> str:
        """Its first words, for a page on which it is quoted."""
        return plain(self.body, QUOTED)

    @property
    def is_official(self) -> bool:
        """The brand speaks."""
        return False

    @property
    def said_at(self) -> datetime:
        """When it was said: by the device's own clock if that is believed, else when it came in (D-18)."""
        return believed(self.noted_at, self.created_at) or self.created_at

    @property
    def group_of_it(self):
        """The group in which it was said; None for what was said in private."""
        return self.place if isinstance(self.place, Group) else self.place.group

    def is_visible_to(self, member) -> bool:
        return bool(_seen(type(self)).rows(member, pk=self.pk))

    def editable_by(self, member) -> bool:
        """One's own, where one may still write."""
        return self.is_shown and self.author_id == member.pk and self.writable_by(member)

    def deletable_by(self, member) -> bool:
        """One's own at any time; what others wrote is taken away by a decision with its reasons alone (L-30)."""
        return self.deleted_at is None and self.author_id == member.pk

    def cleanable_by(self, member) -> bool:
        """Whose earlier versions the member may take away: one's own, and those where one keeps order."""
        return self.deleted_at is None and (self.author_id == member.pk or self.moderated_by(member))

    def hideable_by(self, member) -> bool:
        return self.is_shown and self.moderated_by(member)

    def restorable_by(self, member) -> bool:
        return self.hidden_at is not None and self.deleted_at is None and self.moderated_by(member)

    # Verbs

    @all_or_nothing
    def edit(self, *, by, body: str, as_of: datetime | None = None, **more) -> bool:
        """Writes the text anew and keeps the earlier one as a revision; False when it says the same as before."""
        self.lock()
        require(self.editable_by(by), _("Only its author can change this."))
        require_voice(by, self.group_of_it)
        require_text(by, body)
        place, is_criticism = self.group_of_it, bool(self.handling)
        rule = WordRule.objects.judge(body, place, is_criticism=is_criticism) if place else None
        worded = self.worded(body, self.place) | more
        require_words(worded, self)
        if all(getattr(self, name) == value for name, value in worded.items()):
            return False
        Revision.objects.keep(self, by=by, as_of=as_of or timezone.now())
        self.change(**worded, edited_at=as_of or timezone.now())
        self.after_edit()
        held(self, rule)
        rewritten.send(sender=type(self), written=self, as_of=self.edited_at)
        return True

    @all_or_nothing
    def delete(self, *, by, as_of: datetime | None = None) -> bool:
        """Blanks it: text, earlier versions and files go, the row stays so that the thread is whole; False when it
        was done before."""
        self.lock()
        if self.deleted_at is not None:
            return False
        require(self.deletable_by(by), _("Only its author can delete this."))
        self.wipe(by=by, as_of=as_of)
        return True

    @all_or_nothing
    def wipe(self, *, by, as_of: datetime | None = None) -> None:
        """The same without asking: for its author, and when nobody can object any more to a decision."""
        self.revisions.all().delete()
        self.blank(deleted_at=as_of or timezone.now(), deleted_by=by)

    @all_or_nothing
    def hide(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Takes it out of sight for all but its author and the moderators; False when it was hidden already."""
        self.lock()
        if not self.is_shown:
            return False
        require(self.hideable_by(by), _("Only a moderator of its group can hide this."))
        self.veil(hidden_at=as_of or timezone.now(), hidden_by=by, hidden_reason=one_line(reason)[:280])
        return True

    @all_or_nothing
    def restore(self, *, by) -> bool:
        """Shows again what was hidden; False when it was not."""
        self.lock()
        if self.hidden_at is None or self.deleted_at is not None:
            return False
        require(self.restorable_by(by), _("Only a moderator of its group can show this again."))
        self.veil(hidden_at=None, hidden_by=None, hidden_reason="")
        return True

    @all_or_nothing
    def withhold(self, *, by, as_of: datetime | None = None) -> bool:
        """Its author takes it out of the group's sight; False when it was out of sight already."""
        self.lock()
        if not self.is_shown:
            return False
        require(by.pk == self.author_id, _("Only its author can take this out of sight."))
        self.veil(hidden_at=as_of or timezone.now(), hidden_by=by, hidden_reason="")
        return True

    @all_or_nothing
    def show_again(self, *, by) -> bool:
        """Its author shows what they withheld; False for anything else: what a moderator hid stays hidden."""
        self.lock()
        if self.hidden_at is None or self.deleted_at is not None or self.hidden_by_id != self.author_id:
            return False
        require(by.pk == self.author_id, _("Only its author can show this again."))
        self.veil(hidden_at=None, hidden_by=None, hidden_reason="")
        return True

    # Steps; post and comment add what hangs on them

    def after_edit(self) -> None:
        """Tells whom the new text calls."""

    def may_be_wordless(self) -> bool:
        return False

    def blank(self, **columns) -> None:
        self.change(body="", body_html="", **columns)

    def veil(self, **columns) -> None:
        self.change(**columns)

    @staticmethod
    def worded(body: str, group) -> dict:
        """The columns of a text that is read in the group; raises ValidationError when it cannot be drawn."""
        people = {member.handle: member.pk for member in called(body, group)}
        return {"body": tidy(body), "body_html": render(body, people)}


@cache
def _seen(model: type[models.Model]) -> MadeOnce:
    return MadeOnce(lambda reader, pk: model.objects.visible_to(reader).filter(pk=pk).values_list("pk"))


def require(allowed: bool, otherwise: str | Promise) -> None:
    if not allowed:
        raise PermissionDenied(otherwise)


def require_words(worded: dict, written: Written | None = None) -> None:
    if not worded["body"] and not (written and written.may_be_wordless()):
        raise ValidationError({"body": _("Write something first.")})


def one_line(words: str) -> str:
    """A title or a name: one line, without what nobody sees."""
    return " ".join(tidy(words).split())


def noted(noted_at: datetime | None, as_of: datetime) -> datetime | None:
    """What is kept of a device's own time."""
    return noted_at if noted_at and abs(as_of - noted_at) <= NOTED else None


def believed(noted_at: datetime | None, as_of: datetime) -> datetime | None:
    """The device's own time, unless its clock is ahead or it comes too late to be believed."""
    return noted_at if noted_at and as_of - BELIEVED <= noted_at <= as_of else None


def spoken_by(member) -> str:
    """The language in which the member writes."""
    return member.language or Brand.current().language
