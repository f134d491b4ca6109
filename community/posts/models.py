"""Posts: what members say to a group."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import doors
from accounts.live import publish
from accounts.made_once import made_once
from community.groups.models import Group
from community.posts import notices
from community.posts.announcing import Announced
from community.posts.answering import Answerable
from community.posts.approving import Approving
from community.posts.publishing import Publishing
from community.posts.scheduling import Scheduling
from community.posts.signals import taken_back
from community.posts.slowing import Slowed
from community.posts.suggesting import Standing, Suggesting
from community.posts.tagging import PostTag, Tagging
from community.rendering.markdown import plain
from community.transactions import all_or_nothing
from community.wordrules.models import WordRule
from community.writing.pictured import Pictured
from community.writing.rights import keeps_order, may_write
from community.writing.signals import rewritten
from community.writing.written import one_line, require

LABEL = "community.Post"


class PostQuerySet(Publishing, Tagging):
    def visible_to(self, member):
        """Posts the member may read: those of the groups they may read, plus what higher rooms open
        (a ticket's team reads the thread it hangs on). Hidden ones are for their author and the moderators."""
        readable = Q(group__in=Group.objects.readable_by(member).values("pk"))
        if member.is_staff:
            readable |= doors.also_visible(LABEL, member)
        kept = Q(author_id=member.pk) | Q(group__in=Group.objects.moderated_by(member).values("pk"))
        # What was taken back is gone, unless others have answered: then the thread stays whole around the gap.
        standing = Q(deleted_at__isnull=True) | Q(comment_count__gt=0)
        return self.filter(readable, standing).filter(Q(hidden_at__isnull=True) | kept)

    def read_by(self, member, pk: int) -> "Post":
        """The one with this number, its group and its author; raises Http404 unless the member may read it."""
        return _read.found(member, pk=pk)

    def waiting(self):
        """Those at which a moderator has not looked yet."""
        return self.filter(waits_since__isnull=False, judged_at__isnull=True, deleted_at__isnull=True)

    def scheduled(self):
        """What goes out by itself, and what was held up when it should have; the next one first."""
        return self.filter(due_at__isnull=False, deleted_at__isnull=True).order_by("due_at", "pk")

    def due(self, as_of):
        return self.scheduled().filter(due_at__lte=as_of, held_up_at__isnull=True)

    def later_than(self, key: int | None):
        """Those further down the list of what is scheduled than the one with this number; all without one."""
        mark = self.filter(pk=key).first() if key is not None else None
        if mark is None:
            return self
        return self.filter(Q(due_at__gt=mark.due_at) | Q(due_at=mark.due_at, pk__gt=mark.pk))

    def unanswered(self):
        """Complaints and questions to which nobody of the staff has said anything in public, and that have no
        accepted answer."""
        return self.filter(
            kind__in=[Post.Kind.COMPLAINT, Post.Kind.QUESTION],
            answered_at__isnull=True,
            accepted__isnull=True,
        )


class Post(Scheduling, Approving, Announced, Answerable, Slowed, Suggesting, Pictured):
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
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STORY)
    title = models.CharField(_("title"), max_length=140, blank=True)
    body = models.TextField(_("text"), max_length=20000)
    experienced_on = models.DateField(_("date of the experience"), null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, editable=False)
    closed_to_comments_at = models.DateTimeField(null=True, editable=False)
    closed_to_comments_by = models.ForeignKey(
        "accounts.Member", models.SET_NULL, null=True, related_name="+", editable=False, db_index=False
    )
    clarified_at = models.DateTimeField(null=True, editable=False)  # a signed answer stands on top of it
    # Counts kept by verbs, repaired by nobody: laws say that they equal a recount.
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    reaction_counts = models.JSONField(default=dict, editable=False)
    last_activity_at = models.DateTimeField(default=timezone.now, editable=False)

    # The title says it all: words below it are welcome and not needed.
    TITLED = frozenset({Kind.POLL, Kind.EVENT})
    # What a complaint opened when it was published: the ticket, with an address to go to.
    opened = None

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="post_sent_once_by_its_author"),
            models.CheckConstraint(
                condition=Q(waits_since__isnull=True, due_at__isnull=True) | Q(hidden_at__isnull=False),
                name="what_waits_is_out_of_sight",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.DECLINED) | ~Q(standing_reason=""),
                name="declining_a_suggestion_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(kind="question"), name="only_questions_have_an_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="post_feed", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["group", "-id"], name="post_by_group", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["group"], name="post_pinned", condition=Q(pinned_at__isnull=False)),
            models.Index(
                fields=["due_at"],
                name="post_due",
                condition=Q(due_at__isnull=False, held_up_at__isnull=True),
            ),
            models.Index(
                fields=["group"],
                name="post_waiting",
                condition=Q(waits_since__isnull=False, judged_at__isnull=True, deleted_at__isnull=True),
            ),
            models.Index(
                fields=["-id"],
                name="post_unanswered",
                condition=Q(
                    deleted_at__isnull=True, answered_at__isnull=True, kind__in=["complaint", "question"]
                ),
            ),
            models.Index(
                fields=["-id"],
                name="post_answered_by_staff",
                condition=Q(deleted_at__isnull=True, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return f"/posts/{self.pk}/"

    # Questions

    @property
    def headline(self) -> str:
        """The title, or the first words of the text."""
        return self.title or plain(self.body.strip().split("\n")[0], 90)

    @property
    def words(self) -> str:
        """Title and text without signs of formatting."""
        return "\n".join(filter(None, [self.title, plain(self.body, 20000)]))

    @property
    def place(self) -> Group:
        """The group whose members read it."""
        return self.group

    @property
    def is_unsaid(self) -> bool:
        """Nobody but its author and who keeps order has read it yet."""
        return self.is_scheduled or self.is_waiting

    @property
    def is_announcement(self) -> bool:
        return self.kind == self.Kind.ANNOUNCEMENT

    def writable_by(self, member) -> bool:
        """May write here at all; a ticket's team may in the thread it hangs on."""
        return may_write(self.group, member) or self.is_opened_to(member)

    def joinable_by(self, member) -> bool:
        """Has only to join its group to take part in it."""
        return self.is_shown and not self.writable_by(member) and self.group.joinable_by(member)

    def is_opened_to(self, member) -> bool:
        """A room above lets them read and answer this one thread."""
        return member.is_staff and Post.objects.filter(doors.also_visible(LABEL, member), pk=self.pk).exists()

    def moderated_by(self, member) -> bool:
        return keeps_order(self.group, member)

    def commentable_by(self, member) -> bool:
        return self.is_shown and self.closed_to_comments_at is None and self.writable_by(member)

    # Verbs

    @all_or_nothing
    def edit(self, *, by, body: str, title: str | None = None, pictures=None, tags=None, as_of=None) -> bool:
        """Writes text and title anew, and shows these pictures and tags instead; what is None stays. False when
        nothing is different."""
        more = {} if title is None else {"title": one_line(title)}
        is_different = super().edit(by=by, body=body, pictures=pictures, as_of=as_of, **more)
        has_other_tags = tags is not None and self.replace_tags(tags)
        if has_other_tags and not is_different:
            rewritten.send(sender=Post, written=self, as_of=as_of or timezone.now())
        return is_different or has_other_tags

    def pin(self, *, by) -> None:
        """Keeps it on top of its group, and of the feed until it was read; a second call changes nothing."""
        require(self.hideable_by(by), _("Only a moderator of its group can pin this."))
        if self.pinned_at is None:
            self.change(pinned_at=timezone.now())

    def unpin(self, *, by) -> None:
        require(self.moderated_by(by), _("Only a moderator of its group can unpin this."))
        if self.pinned_at is not None:
            self.change(pinned_at=None)

    def close_to_comments(self, *, by) -> None:
        """Nobody comments any more; a second call changes nothing."""
        require(self.moderated_by(by), _("Only a moderator of its group can close this."))
        if self.closed_to_comments_at is None:
            self.change(closed_to_comments_at=timezone.now(), closed_to_comments_by=by)

    def open_to_comments(self, *, by) -> None:
        require(self.moderated_by(by), _("Only a moderator of its group can open this."))
        if self.closed_to_comments_at is not None:
            self.change(closed_to_comments_at=None, closed_to_comments_by=None)

    # Steps

    def with_ticket(self):
        """The post with what its complaint opened, also when that was long ago."""
        if self.kind == self.Kind.COMPLAINT and self.author is not None and self.is_shown:
            self.opened = self.flag(by=self.author).opened
        return self

    def replace_tags(self, names: list[str]) -> bool:
        """Hangs these on it in the place of its own; False when it is the same. No edit that readers are told of."""
        if [tag.name for tag in self.tags.all()] == names:
            return False
        WordRule.objects.judge(" ".join(names), self.group, is_criticism=bool(self.handling))
        self.tags.all().delete()
        PostTag.objects.hang(self, names)
        self.change()
        return True

    def after_edit(self) -> None:
        if not self.is_unsaid:
            notices.edited(self)

    def may_be_wordless(self) -> bool:
        return super().may_be_wordless() or (self.kind in self.TITLED and bool(self.title))

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads it anew. First of all locks: post, comment, ticket."""
        _locked.renew(self, pk=self.pk)
        self.group = next(iter(_place.objects(pk=self.group_id)))

    def blank(self, **columns) -> None:
        taken_back.send(sender=Post, post=self, by=columns.get("deleted_by"), as_of=columns.get("deleted_at"))
        self.tags.all().delete()
        super().blank(title="", pinned_at=None, **columns)

    def veil(self, **columns) -> None:
        super().veil(**columns)
        publish.revoke(topic=f"post:{self.pk}")

    def count_in_group(self) -> None:
        """One post more. One's own words are no news to oneself."""
        Group.objects.filter(pk=self.group_id).update(activity=F("activity") + 1)
        mine = self.group.memberships.filter(member=self.author_id)
        mine.update(activity_seen=F("activity_seen") + 1)

    def announce_change(self) -> None:
        publish.push(f"post:{self.pk}", {"event": "changed"})

    def count_comment(self, step: int, as_of=None, **columns) -> None:
        """One comment more or less in sight."""
        if as_of is not None:
            columns["last_activity_at"] = as_of
        self.rows().update(version=F("version") + 1, comment_count=F("comment_count") + step, **columns)
        # Its row is held by whoever counts: what it says now need not be asked.
        columns |= {"version": self.version + 1, "comment_count": self.comment_count + step}
        for name, value in columns.items():
            setattr(self, name, value)
        self.announce_change()


@made_once
def _read(reader, pk):
    return Post.objects.visible_to(reader).filter(pk=pk).select_related("group", "author")


@made_once
def _locked(pk):
    return Post.objects.select_for_update(of=["self"]).filter(pk=pk)


@made_once
def _place(pk):
    return Group.objects.filter(pk=pk)


class PostRead(models.Model):
    """How far a member has read a post: how many comments they were shown, and what was said until when."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reads")
    member = models.ForeignKey("accounts.Member", models.CASCADE, related_name="+")
    comment_count = models.PositiveIntegerField(default=0)
    read_to = models.DateTimeField(null=True)  # None: marked before that was kept
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="one_read_mark_a_post")]
