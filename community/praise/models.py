"""Praise: whom a post thanks, and whether the house may quote it. The words stay those of their author."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.posts.models import Post
from community.praise import bodies, notices
from community.transactions import all_or_nothing
from community.writing.written import one_line, require


class PraiseQuerySet(models.QuerySet["Praise"]):
    def visible_to(self, member):
        return self.filter(post__in=Post.objects.visible_to(member).values("pk"))

    def quotable(self):
        """What may be quoted now: its author said so, and its words are still there."""
        shown = Q(post__hidden_at__isnull=True, post__deleted_at__isnull=True, post__author__isnull=False)
        return self.filter(shown, withdrawn_at__isnull=True).exclude(consent=Praise.Consent.NO)

    def newest_first(self, before: int | None = None):
        """Those further down than the one with this number; all without one."""
        rows = self.order_by("-pk")
        return rows if before is None else rows.filter(pk__lt=before)

    def withdrawn(self):
        """What might be quoted once and may not any more, the last first."""
        return self.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")

    @all_or_nothing
    def give(
        self, *, by, employee=None, team: str = "", consent: str = "", as_of: datetime | None = None, **post
    ) -> "Praise":
        """Returns the praise with its post; a repeated submission returns the first one. Whom it names is told when
        the post is there for everybody. Raises what publishing raises."""
        said = Post.objects.publish(by=by, kind=Post.Kind.PRAISE, as_of=as_of, **post)
        if made := self.filter(post=said).first():
            return made
        praise = self.create(post=said, by=by, employee=employee, team=one_line(team))
        if consent:
            praise.allow(consent, by=by, as_of=as_of)
        said.change()  # the card names whom it is for
        praise.tell(as_of)
        return praise

    def of(self, post) -> "Praise":
        """The post's; an empty one, not stored yet, of a post from before anybody was asked."""
        return self.filter(post=post).first() or self.model(post=post, by=post.author)


class Praise(models.Model):
    class Consent(models.TextChoices):
        NO = "", gettext_lazy("No, it stays in here")
        NAME = "name", gettext_lazy("Yes, with my name")
        FIRST = "first", gettext_lazy("Yes, with my first name and an initial")
        NAMELESS = "nameless", gettext_lazy("Yes, without my name")

    post = models.OneToOneField(Post, models.CASCADE, related_name="praise")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    team = models.CharField(max_length=60, blank=True)
    consent = models.CharField(max_length=8, choices=Consent.choices, blank=True, default=Consent.NO)
    consented_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = PraiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent="") | Q(consented_at__isnull=False), name="consent_to_a_quote_has_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["-id"], name="praise_quotable", condition=~Q(consent="")),
            models.Index(
                fields=["-withdrawn_at"], name="praise_withdrawn", condition=Q(withdrawn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.post.headline

    def get_absolute_url(self) -> str:
        return self.post.get_absolute_url()

    # Questions

    @property
    def is_quotable(self) -> bool:
        return bool(self.consent) and self.withdrawn_at is None

    @property
    def signed(self) -> str:
        """How its author stands below the quote."""
        name = self.by.name if self.by else ""
        if self.consent == self.Consent.NAME and name:
            return name
        if self.consent == self.Consent.FIRST and name:
            first, *rest = name.split()
            return f"{first} {rest[0][0]}." if rest else first
        return _("A member")

    @property
    def quote(self) -> str:
        """The words as they may be shown elsewhere."""
        return f"“{self.post.words}”\n{self.signed}"

    # Verbs

    @all_or_nothing
    def allow(self, consent: str, *, by, as_of: datetime | None = None) -> None:
        """The author says how they may be quoted, or ("") not any more; the same again changes nothing."""
        require(self.post.author_id == by.pk, _("Only its author says whether it may be quoted."))
        now = as_of or timezone.now()
        if consent == (self.consent if self.withdrawn_at is None else ""):
            return
        if consent:
            self.consent, self.consented_at, self.withdrawn_at = consent, now, None
        else:
            self.withdrawn_at = now
        self.save()

    def tell(self, as_of: datetime | None = None) -> None:
        """Whom it names hears of it, as soon as they can read it."""
        if self.post.is_shown:
            notices.praised(self, self._named(), as_of)

    # Steps

    def _named(self):
        keys = bodies.people(self.team) if self.team else set()
        return get_user_model().objects.filter(pk__in=keys | {self.employee_id})
