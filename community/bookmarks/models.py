"""Bookmarks: posts that a member keeps for later, with a word on why and a day to be reminded. Nobody else knows."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post
from community.transactions import all_or_nothing

NOTE_LONGEST = 140


class BookmarkQuerySet(models.QuerySet):
    def visible_to(self, member):
        """One's own, of posts that one may still read."""
        return self.filter(member_id=member.pk, post__in=Post.objects.visible_to(member).values("pk"))

    def before(self, key: int | None):
        """The newest first, with what a list of them shows; those kept before that one, or all."""
        older = self if key is None else self.filter(pk__lt=key)
        return older.select_related("post__group", "post__author__avatar").order_by("-pk")

    def due(self, as_of: datetime):
        return self.filter(remind_at__lte=as_of)

    def of(self, member, post):
        return self.filter(member=member, post=post).first()

    @all_or_nothing
    def keep(self, post, *, by, as_of: datetime | None = None):
        """Returns the member's bookmark of the post, the same one however often; a reminder stays as it is."""
        made = {"created_at": as_of or timezone.now()}
        return self.get_or_create(post=post, member=by, defaults=made)[0]

    def drop(self, post, *, by) -> bool:
        return bool(self.filter(post=post, member=by).delete()[0])


class Bookmark(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    remind_at = models.DateTimeField(null=True)  # gone once it was told
    note = models.CharField(_("note to yourself"), max_length=NOTE_LONGEST, blank=True)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="one_bookmark_a_post")]
        indexes = [
            models.Index(fields=["remind_at"], name="bookmark_due", condition=Q(remind_at__isnull=False)),
            models.Index(fields=["member", "-id"], name="bookmark_by_member"),
        ]

    def remind(self, at: datetime | None, *, as_of: datetime | None = None) -> None:
        """Sets the reminder, or takes it away; raises ValidationError for a moment that has passed."""
        if at and at <= (as_of or timezone.now()):
            raise ValidationError({"remind_at": gettext("That moment has passed.")})
        Bookmark.objects.filter(pk=self.pk).update(remind_at=at)

    def write_down(self, note: str) -> None:
        """Puts the member's own words in the place of those that were there; none takes them away."""
        Bookmark.objects.filter(pk=self.pk).update(note=note)
