"""The statement of reasons: what a decision restricts, what happened, which rule or law it was against, and why (L-30).
Part of the decision itself, and of one that still waits for a second person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.chat.models import Message
from community.comments.models import Comment
from community.contests.models import ContestEntry
from community.groups.models import Group
from community.moderation.grounds import Basis, Ground, basis_of
from community.posts.models import Post
from community.reports.models import FIELDS, Report

ITEMS = ("post", "comment", "message", "entry")
WORDS = ("ground", "clause", "facts", "reason")


class Origin(models.TextChoices):
    OWN = "own", _("The moderators came across it")
    NOTICE = "notice", _("Somebody reported it")


class Statement(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="+")
    # A contest goes with the words of who announced it; what was decided about its pictures stays on record.
    entry = models.ForeignKey(ContestEntry, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    # Its name at that time: who is no longer in a secret group does not learn its new one.
    group_name = models.CharField(max_length=80, blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ground = models.CharField(_("rule"), max_length=8, choices=Ground.choices, blank=True)
    clause = models.CharField(_("which rule or law"), max_length=140, blank=True)
    facts = models.CharField(_("what happened"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=280, blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)
    until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def item(self):
        """The post, comment, message or picture that it is about; None when it is about a person."""
        return self.post or self.comment or self.message or self.entry

    @property
    def matter(self):
        return self.item or self.member

    @property
    def basis_words(self) -> str:
        return str(Basis(basis_of(self.ground)).label)

    @property
    def words(self) -> dict:
        return {name: getattr(self, name) for name in WORDS}


def at_most_one_item() -> Q:
    """A condition for the database: at most one of the things that a statement can be about."""
    found = Q()
    for one in ITEMS:
        found |= Q(**{f"{other}__isnull": True for other in ITEMS if other != one})
    return found


def about(matter, group: Group | None = None) -> dict:
    """The columns that say what and whom a statement is about."""
    field = field_of(matter)
    group = group or group_of(matter)
    item = {} if field == "member" else {field: matter}
    person = matter if field == "member" else matter.author
    return {"member": person, "group": group, "group_name": group.name if group else "", **item}


def origin_of(matter) -> str:
    return Origin.NOTICE if Report.objects.on(matter).exists() else Origin.OWN


def field_of(matter) -> str:
    """ "post", "comment", "message", "entry" or "member"."""
    return FIELDS[type(matter)].replace("about", "member")


def group_of(matter) -> Group | None:
    """Where a post, comment, message or picture stands; None for a member, and for what was said in private."""
    if isinstance(matter, Comment):
        return matter.post.group
    if isinstance(matter, ContestEntry):
        return matter.place
    return matter.group if isinstance(matter, Post | Message) else None
