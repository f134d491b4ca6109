"""Alerts: anybody, signed in or not, says that something here is illegal, and hears what was decided (L-29)."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.alerts import notices
from community.chat.models import Message
from community.comments.models import Comment
from community.groups.models import Group
from community.moderation.statements import group_of
from community.posts.models import Post
from community.transactions import all_or_nothing

ADDRESSES = {
    "post": re.compile(r"^/posts/(\d{1,18})/"),
    "comment": re.compile(r"^/comments/(\d{1,18})/"),
    "message": re.compile(r"^/chat/messages/(\d{1,18})/"),
    "about": re.compile(r"^/members/([-\w]{1,40})/"),
}


class AlertQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)

    def visible_to(self, member):
        """For the moderators of the site, but for what names a secret group; managers all. Never about themselves."""
        if not member.is_moderator:
            return self.none()
        own = Q(about=member) | Q(post__author=member) | Q(comment__author=member) | Q(message__author=member)
        found = self.all() if member.is_manager else self.filter(~Q(group__listing=Group.Listing.SECRET))
        return found.exclude(pk__in=self.filter(own).values("pk"))

    @all_or_nothing
    def receive(self, *, submission, as_of=None, **said):
        """Stores it, thanks by mail at once and calls those who decide; a repeat finds the first.

        What the address leads to is looked up for the desk alone: whoever writes learns nothing of what exists.
        """
        if submission and (sent := self.filter(submission=submission).first()):
            return sent
        now = as_of or timezone.now()
        alert = self.create(
            submission=submission, created_at=now, good_faith_at=now, **said, **found_at(said["location"])
        )
        notices.received(alert)
        return alert


class Alert(models.Model):
    class Offence(models.TextChoices):
        HATE = "hate", _("Hate, threats or harassment")
        PRIVACY = "privacy", _("Somebody's data or pictures without their leave")
        FRAUD = "fraud", _("Fraud, or the sale of something forbidden")
        HONOUR = "honour", _("Slander or insult")
        RIGHTS = "rights", _("Work of others, copied without leave")
        CHILD = "child", _("Sexual abuse of children")
        OTHER = "other", _("Something else that is illegal")

    class Outcome(models.TextChoices):
        ACTED = "acted", _("We acted")
        NOTHING = "nothing", _("We did not act")

    offence = models.CharField(max_length=7, choices=Offence.choices)
    reasons = models.TextField(max_length=3000)
    location = models.CharField(max_length=500)
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    good_faith_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    # What the address leads to, when it leads to something.
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", email="") | Q(offence="child"),
                name="alert_says_who_unless_of_child_abuse",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="alert_decided_with_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["id"], name="alert_open", condition=Q(decided_at__isnull=True))]

    def get_absolute_url(self) -> str:
        return f"/moderation/alerts/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def item(self):
        """The post, comment or message that it names; None for anything else."""
        return self.post or self.comment or self.message

    @property
    def matter(self):
        return self.item or self.about

    @property
    def place(self) -> str:
        """The matter's part of the address below /moderation/; empty without one."""
        kinds = {"post": self.post_id, "comment": self.comment_id, "message": self.message_id}
        return next((f"{kind}s" for kind, pk in kinds.items() if pk), "")

    @all_or_nothing
    def decide(self, outcome: str, *, by, answer: str, as_of=None) -> bool:
        """Answers whoever wrote, with the reasons; False when that was done before."""
        decided = Alert.objects.open().filter(pk=self.pk)
        now = as_of or timezone.now()
        if not decided.update(decided_at=now, decided_by=by, outcome=outcome, answer=answer):
            return False
        self.refresh_from_db()
        notices.decided(self)
        return True


def found_at(location: str) -> dict:
    """What an address of this house leads to, as columns; nothing for any other text."""
    path = urlsplit(location.strip()).path if "\\" not in location else ""
    for field, address in ADDRESSES.items():
        if match := address.match(path.rstrip("/") + "/"):
            return columns(field, match[1])
    return {}


def columns(field: str, key: str) -> dict:
    if field == "about":
        member = get_user_model().objects.joined().filter(handle=key).first()
        return {"about": member} if member else {}
    model = {"post": Post, "comment": Comment, "message": Message}[field]
    matter = model.objects.filter(pk=int(key), deleted_at__isnull=True).first()
    return {field: matter, "group": group_of(matter)} if matter else {}
