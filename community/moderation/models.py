"""Moderation: every act is a row that says who did what, and why. The person concerned can read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.chat.models import Message
from community.comments.models import Comment
from community.groups.models import Group
from community.moderation import notices
from community.posts.models import Post
from community.reports.models import FIELDS, Report
from community.transactions import all_or_nothing


class ModerationActQuerySet(models.QuerySet):
    def concerning(self, member):
        """The statements of reasons that the member received (L-30)."""
        return self.filter(member_id=member.pk).exclude(kind=ModerationAct.Kind.DISMISSED)

    def on_desk_of(self, member):
        """Those of the places that the member keeps in order, but for what concerns themselves (row 42)."""
        groups = Group.objects.moderated_by(member).values("pk")
        desk = Q(group__in=groups)
        if member.is_moderator:
            desk |= Q(group__isnull=True)
        return self.filter(desk).exclude(member_id=member.pk)

    def visible_to(self, member):
        return self.concerning(member) | self.on_desk_of(member)

    @all_or_nothing
    def hide(self, item, *, by, ground: str, reason: str):
        """Nobody but its author sees it any more, and the author is told why; returns the act.

        Reports of it are settled. A ticket that hangs on it is not touched: it goes on with all its clocks.
        """
        if not item.hide(by=by, reason=reason):
            return self.of(item).filter(kind=ModerationAct.Kind.HIDDEN).last()
        act = self._note(item, ModerationAct.Kind.HIDDEN, by=by, ground=ground, reason=reason)
        Report.objects.settle(item, by=by, outcome=Report.Outcome.HIDDEN, note=reason)
        notices.hidden(act)
        return act

    @all_or_nothing
    def restore(self, item, *, by, reason: str = ""):
        """Everybody sees it again and the author is told; returns the act, None when it was not hidden."""
        if not item.restore(by=by):
            return None
        act = self._note(item, ModerationAct.Kind.RESTORED, by=by, reason=reason)
        notices.restored(act)
        return act

    @all_or_nothing
    def dismiss(self, matter, *, by, reason: str = ""):
        """Settles the reports: nothing was wrong. Returns the act, None when nothing was open."""
        if not Report.objects.settle(matter, by=by, outcome=Report.Outcome.DISMISSED, note=reason):
            return None
        return self._note(matter, ModerationAct.Kind.DISMISSED, by=by, reason=reason)

    @all_or_nothing
    def remove(self, member, *, group: Group, by, reason: str):
        """Ends a membership and tells the member why; returns the act, None when there was none."""
        if not group.remove(member, by=by):
            return None
        act = self.create(
            kind=ModerationAct.Kind.REMOVED,
            group=group,
            group_name=group.name,
            member=member,
            by=by,
            reason=reason,
        )
        notices.removed(act)
        return act

    def of(self, matter):
        return self.filter(**{_field(matter): matter}).order_by("pk")

    def _note(self, matter, kind: str, **words):
        person = matter if _field(matter) == "member" else matter.author
        about = {} if _field(matter) == "member" else {_field(matter): matter}
        group = group_of(matter)
        return self.create(
            kind=kind, member=person, group=group, group_name=group.name if group else "", **about, **words
        )


class ModerationAct(models.Model):
    class Kind(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        RESTORED = "restored", _("Shown again")
        DISMISSED = "dismissed", _("Reports dismissed")
        REMOVED = "removed", _("Removed from the group")

    kind = models.CharField(max_length=9, choices=Kind.choices)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="acts")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="acts")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="acts")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="acts")
    # Its name at that time: who is no longer in a secret group does not learn its new one.
    group_name = models.CharField(max_length=80, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="acts_concerning"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="acts")
    ground = models.CharField(_("rule"), max_length=8, choices=Report.Reason.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=280, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ModerationActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, comment__isnull=True)
                | Q(post__isnull=True, message__isnull=True)
                | Q(comment__isnull=True, message__isnull=True),
                name="act_on_at_most_one_item",
            ),
            models.CheckConstraint(
                condition=~Q(kind="hidden") | (~Q(reason="") & ~Q(ground="")),
                name="hiding_needs_a_rule_and_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["group", "-id"], name="act_by_group")]

    def get_absolute_url(self) -> str:
        return f"/moderation/acts/{self.pk}/"

    @staticmethod
    def may_judge(member, item) -> bool:
        """Whoever keeps order there, but nobody in a matter of their own (row 42)."""
        return item.author_id != member.pk and item.moderated_by(member)

    @property
    def can_be_restored(self) -> bool:
        return self.kind == self.Kind.HIDDEN and self.item.hidden_at is not None

    @property
    def item(self):
        """The post, comment or message that it was done to; None when it was done to a person."""
        return self.post or self.comment or self.message


def group_of(matter) -> Group | None:
    """Where a post, comment or message stands; None for a member, and for what was said in private."""
    if isinstance(matter, Comment):
        return matter.post.group
    return matter.group if isinstance(matter, Post | Message) else None


def _field(matter) -> str:
    return FIELDS[type(matter)].replace("about", "member")
