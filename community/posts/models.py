"""Posts: what members say to a group."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import doors
from community.flags.handled import Handled
from community.groups.models import Group


class PostQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Posts the member may read: those of the groups they may read, plus what higher rooms open
        (a ticket's team reads the thread it hangs on)."""
        readable = Q(group__in=Group.objects.readable_by(member).values("pk"))
        if member.is_staff:
            readable |= doors.also_visible("community.Post", member)
        mine = Q(author_id=member.pk) & Q(group__in=Group.objects.readable_by(member).values("pk"))
        shown = Q(hidden_at__isnull=True, deleted_at__isnull=True)
        return self.filter(readable).filter(shown | mine)


class Post(Handled):
    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        QUESTION = "question", _("Question")
        SUGGESTION = "suggestion", _("Suggestion")
        PRAISE = "praise", _("Praise")
        COMPLAINT = "complaint", _("Complaint")
        ANNOUNCEMENT = "announcement", _("Announcement")
        POLL = "poll", _("Poll")
        EVENT = "event", _("Event")

    group = models.ForeignKey(Group, models.PROTECT, related_name="posts", verbose_name=_("group"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="posts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STORY)
    title = models.CharField(_("title"), max_length=140, blank=True)
    body = models.TextField(_("text"), max_length=20000)
    body_html = models.TextField(editable=False)
    language = models.CharField(max_length=5)
    experienced_on = models.DateField(_("date of the experience"), null=True, blank=True)
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    noted_at = models.DateTimeField(null=True, editable=False)  # the device's own time, when it was offline
    edited_at = models.DateTimeField(null=True, editable=False)
    pinned_at = models.DateTimeField(null=True, editable=False)
    closed_to_comments_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    hidden_reason = models.CharField(max_length=280, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    reaction_counts = models.JSONField(default=dict, editable=False)
    last_activity_at = models.DateTimeField(default=timezone.now, editable=False)
    # Moves on whatever is drawn on the shared card: text, handling, counts, author's name, pictures.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="post_sent_once_by_its_author"),
        ]
        indexes = [
            models.Index(fields=["-id"], name="post_feed", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["group", "-id"], name="post_by_group", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(
                fields=["-id"],
                name="post_unanswered",
                condition=Q(deleted_at__isnull=True, answered_at__isnull=True, kind__in=["complaint", "question"]),
            ),
            models.Index(
                fields=["-id"],
                name="post_answered_by_staff",
                condition=Q(deleted_at__isnull=True, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        """The title, or the first words of the text."""
        return self.title or self.body.strip().split("\n")[0][:90]


class PostPicture(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["post", "upload"], name="picture_once_in_a_post")]


class PostRead(models.Model):
    """How far a member has read a post: the last comment they were shown."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reads")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    comment_count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="one_read_mark_a_post")]
