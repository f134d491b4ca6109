"""Drafts: what a member has begun to write and not sent. Two windows make two drafts, by their submissions."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.drafts import places
from community.rendering.markdown import plain, tidy
from community.transactions import all_or_nothing

LONGEST = 60_000  # characters, all fields together
MOST = 50  # drafts of one member; with one more the oldest goes
KEPT = timedelta(days=90)
FIELDS = 80
FORGET = "DELETE FROM community_draft WHERE member_id = %s AND submission = %s"


class Overtaken(Exception):
    """Another window has changed the draft since this one saw it."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, member):
        """One's own: nobody else ever reads a draft."""
        return self.filter(member_id=member.pk)

    def latest_at(self, place: str, member) -> "Draft | None":
        return self.visible_to(member).filter(place=place).order_by("-changed_at").first()

    def last_first(self):
        return self.order_by("-changed_at", "-pk")

    @all_or_nothing
    def keep(
        self, place: str, *, by, submission, values: dict, seen: int = 0, window: str = "",
        as_of: datetime | None = None,
    ):  # fmt: skip
        """Returns the draft as it is kept now, or None when its text has been sent, or holds no words.

        `seen` is the version that the window knows, `window` its name. Raises Overtaken when another window has
        changed it by now, and ValidationError for a place that is none, or a text beyond every measure.
        """
        words = sound(values)
        if places.of(place) is None:
            raise ValidationError(_("There is nothing to keep here."))
        if not said(words) or places.has_arrived(by, submission):
            self.forget(by=by, submission=submission)
            return None
        now = as_of or timezone.now()
        draft, is_new = self.get_or_create(
            member=by,
            submission=submission,
            defaults={"place": place, "values": words, "changed_at": now, "window": window},
        )
        if not is_new:
            draft._change(seen, window, values=words, place=place, changed_at=now)
        else:
            self._tidy_up(by, now)
        return draft

    def forget(self, *, by, submission) -> bool:
        """Sent or discarded; False when there was none."""
        with connection.cursor() as cursor:
            cursor.execute(FORGET, [by.pk, submission])
            return cursor.rowcount > 0

    def _tidy_up(self, member, now: datetime) -> None:
        mine = self.filter(member=member)
        mine.filter(changed_at__lt=now - KEPT).delete()
        mine.filter(pk__in=list(mine.order_by("-changed_at").values_list("pk", flat=True)[MOST:])).delete()


class Draft(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=40)  # "new-post", "say-12": where it is written
    submission = models.UUIDField()
    values = models.JSONField()  # field → what was in it, as a form sends it
    window = models.CharField(max_length=36, blank=True)  # that wrote it last; it may have missed our answer
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "submission"], name="one_draft_a_submission")
        ]
        indexes = [models.Index(fields=["member", "-changed_at"], name="draft_by_member")]

    def get_absolute_url(self) -> str:
        """The form with the draft in it."""
        found = places.of(self.place)
        return f"{found.address}{'&' if '?' in found.address else '?'}draft={self.submission}{found.anchor}"

    @property
    def label(self):
        """What kind of thing it is going to be."""
        return places.of(self.place).label

    @property
    def words(self) -> str:
        """Its first words, for a list."""
        return plain(first(self.values, "title") or first(self.values, "body"), 120)

    @property
    def initial(self) -> dict:
        """For a form: one value a field."""
        return {name: values[-1] for name, values in self.values.items() if values}

    def _change(self, seen: int, window: str, **columns) -> None:
        if columns["values"] == self.values:
            return
        known = Q(version=seen) | (Q(window=window) & ~Q(window=""))
        columns |= {"version": F("version") + 1, "window": window}
        if not Draft.objects.filter(known, pk=self.pk).update(**columns):
            raise Overtaken
        self.refresh_from_db()


def sound(values: dict) -> dict[str, list[str]]:
    """The fields as they are kept; raises ValidationError for more than a form can hold."""
    kept = {tidy(name)[:60]: [tidy(value) for value in many] for name, many in values.items()}
    if len(kept) > FIELDS or sum(len(value) for many in kept.values() for value in many) > LONGEST:
        raise ValidationError(_("That is too long to be kept as a draft."))
    return kept


def said(values: dict) -> bool:
    """Whether there is a word or a picture in it: a chosen kind alone is no draft."""
    wordless = {"kind", "group", "audience", "parent", "noted_at", "join"}
    return any(value for name, many in values.items() if name not in wordless for value in many)


def first(values: dict, name: str) -> str:
    return next(iter(values.get(name) or [""]))
