"""Comments: what members and staff say below a post, two levels deep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.flags.handled import Handled
from community.posts.models import Post


class CommentQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Comments of posts the member may read; hidden ones for their author only, removed ones for nobody
        (the thread shows that something stood there)."""
        return self.filter(post__in=Post.objects.visible_to(member).values("pk"), deleted_at__isnull=True).filter(
            Q(hidden_at__isnull=True) | Q(author_id=member.pk)
        )


class Comment(Handled):
    post = models.ForeignKey(Post, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    body = models.TextField(_("comment"), max_length=10000)
    body_html = models.TextField(editable=False)
    language = models.CharField(max_length=5)
    # An official public answer; signed by its author or by a body of the brand ("The board").
    official_at = models.DateTimeField(null=True, editable=False)
    signed_as = models.CharField(max_length=80, blank=True, editable=False)
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    noted_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    hidden_reason = models.CharField(max_length=280, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="comment_sent_once_by_its_author"),
        ]
        indexes = [models.Index(fields=["post", "id"], name="comment_by_post")]

    def __str__(self) -> str:
        return self.body[:80]


class Revision(models.Model):
    """What a post or a comment said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="revisions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="revisions")
    title = models.CharField(max_length=140, blank=True)
    body = models.TextField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False),
                name="revision_of_one_thing",
            )
        ]
