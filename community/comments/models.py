"""Comments: what members and staff say below a post, two levels deep."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once
from community.comments import notices
from community.comments.accepting import Acceptable
from community.comments.saying import Saying
from community.groups.models import Group
from community.posts.models import Post
from community.writing.pictured import Pictured


class CommentQuerySet(Saying):
    def visible_to(self, member):
        """Comments of posts the member may read; hidden ones for their author and the moderators, removed ones
        for nobody (the thread shows that something stood there)."""
        moderated = Group.objects.moderated_by(member).values("pk")
        return self.filter(
            post__in=Post.objects.visible_to(member).values("pk"), deleted_at__isnull=True
        ).filter(Q(hidden_at__isnull=True) | Q(author_id=member.pk) | Q(post__group__in=moderated))

    def read_by(self, member, pk: int) -> "Comment":
        """The one with this number, its author, its post and group; raises Http404 unless the member may read it."""
        return _read.found(member, pk=pk)


class Comment(Acceptable, Pictured):
    # Without an index of its own: the order of the thread has one that begins with the post, and of the two the
    # database would take the wrong one for a very long thread.
    post = models.ForeignKey(Post, models.PROTECT, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField(_("comment"), max_length=10000)
    # An official public answer; signed by its author or by a body of the brand ("The board").
    official_at = models.DateTimeField(null=True, editable=False)
    signed_as = models.CharField(max_length=80, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="comment_sent_once_by_its_author"),
        ]
        indexes = [
            # The order of the thread: each comment, then the answers to it.
            models.Index("post", Coalesce("parent", "id"), "id", name="comment_by_thread"),
            models.Index(fields=["author", "-id"], name="comment_by_author"),
            models.Index(
                fields=["post", "-id"], name="comment_official", condition=Q(official_at__isnull=False)
            ),
            models.Index(fields=["post"], name="comment_handled", condition=Q(received_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.body[:80]

    def get_absolute_url(self) -> str:
        """Its page of the thread: the comment alone may stand far below."""
        return f"/comments/{self.pk}/"

    # Questions

    @property
    def place(self) -> Group:
        return self.post.group

    @property
    def is_official(self) -> bool:
        return self.official_at is not None

    def writable_by(self, member) -> bool:
        return self.post.writable_by(member)

    def moderated_by(self, member) -> bool:
        return self.post.moderated_by(member)

    # Steps

    def after_edit(self) -> None:
        notices.edited(self)

    def lock(self) -> None:
        """The post first, then the comment: everybody takes them in this order."""
        self.post.lock()
        post = self.post
        self.refresh_from_db(from_queryset=Comment.objects.select_for_update(of=["self"]))
        self.post = post

    def change(self, **columns) -> None:
        super().change(**columns)
        # The page of the post shows it: whoever missed the push finds by the post's version that something moved.
        self.post.change()

    def blank(self, **columns) -> None:
        self.give_way()
        if self.hidden_at is None:
            self.post.count_comment(-1)
        super().blank(signed_as="", **columns)

    def veil(self, **columns) -> None:
        self.give_way()
        self.post.count_comment(-1 if columns["hidden_at"] else +1)
        super().veil(**columns)


@made_once
def _read(reader, pk):
    return Comment.objects.visible_to(reader).filter(pk=pk).select_related("post__group", "author")
