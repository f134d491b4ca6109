"""Revisions: what a post, a comment or a message said before an edit. Whoever may read the text may read them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class RevisionQuerySet(models.QuerySet):
    def of(self, written):
        """The earlier versions of a post or comment, newest first."""
        return self.filter(**{written._meta.model_name: written}).order_by("-pk")

    def keep(self, written, *, by, as_of):
        """What the post or comment says before it is changed."""
        words = {"title": getattr(written, "title", ""), "body": written.body}
        return self.create(**{written._meta.model_name: written}, **words, edited_by=by, created_at=as_of)


class Revision(models.Model):
    post = models.ForeignKey("community.Post", models.CASCADE, null=True, related_name="revisions")
    comment = models.ForeignKey("community.Comment", models.CASCADE, null=True, related_name="revisions")
    message = models.ForeignKey("community.Message", models.CASCADE, null=True, related_name="revisions")
    title = models.CharField(max_length=140, blank=True)
    body = models.TextField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # An earlier version may hold what should never have been written; it goes, the fact of the edit stays.
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True, message__isnull=True)
                | Q(post__isnull=True, comment__isnull=False, message__isnull=True)
                | Q(post__isnull=True, comment__isnull=True, message__isnull=False),
                name="revision_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | Q(body="", title=""), name="hidden_revision_is_blank"
            ),
        ]

    @property
    def written(self):
        return self.post or self.comment or self.message

    def hide(self, *, by) -> None:
        """Blanks the earlier text for good; a second call changes nothing."""
        Revision.objects.filter(pk=self.pk, hidden_at__isnull=True).update(
            title="", body="", hidden_at=timezone.now(), hidden_by=by
        )
        type(self.written).objects.filter(pk=self.written.pk).update(version=F("version") + 1)
