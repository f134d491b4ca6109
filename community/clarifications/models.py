"""Clarifications: a signed answer to a rumour, with its sources, on top of the thread; who read the rumour hears."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.nudges import nudge
from community.batches import until_done
from community.clarifications import notices
from community.posts.models import Post, PostRead
from community.rendering.markdown import render, tidy
from community.transactions import all_or_nothing
from community.writing.written import one_line, require, require_words, spoken_by

TELL = "community.clarifications.tasks.tell"
BATCH = 5


class ClarificationQuerySet(models.QuerySet):
    def of(self, post):
        """The one that stands on top of it, or None."""
        return self.filter(post=post, withdrawn_at__isnull=True).first()

    def due(self, as_of: datetime):
        """Those of which nobody has been told yet."""
        return self.filter(told_at__isnull=True, published_at__lte=as_of)

    @all_or_nothing
    def publish(
        self, post, *, by, body: str, sources: str, signed_as: str = "", as_of: datetime | None = None
    ):
        """Puts it on top of the thread, in place of the one before; its readers are told by the worker. The same
        words again change nothing. Raises PermissionDenied for whoever does not work here, ValidationError without
        words or sources."""
        post.lock()
        require(clarifiable_by(post, by), _("Only staff who can read this may clarify it."))
        require_words({"body": tidy(body)})
        if not tidy(sources):
            raise ValidationError({"sources": _("Say where that can be read or asked.")})
        words = {
            "body": tidy(body), "body_html": render(body), "sources": tidy(sources), "sources_html": render(sources),
            "signed_as": one_line(signed_as), "by": by, "language": spoken_by(by),
        }  # fmt: skip
        found = self.of(post)
        if found and all(getattr(found, name) == words[name] for name in ("body", "sources", "signed_as")):
            return found
        now = as_of or timezone.now()
        words |= {"published_at": now, "withdrawn_at": None, "told_at": None}
        found, _is_new = self.update_or_create(post=post, defaults=words)
        post.change(clarified_at=now)
        nudge(TELL)
        return found

    @all_or_nothing
    def withdraw(self, post, *, by, as_of: datetime | None = None) -> bool:
        """Takes it from the thread; False when there was none."""
        require(clarifiable_by(post, by), _("Only staff who can read this may clarify it."))
        gone = self.filter(post=post, withdrawn_at__isnull=True).update(withdrawn_at=as_of or timezone.now())
        if gone:
            post.lock()
            post.change(clarified_at=None)
        return bool(gone)


class Clarification(models.Model):
    post = models.OneToOneField(Post, models.CASCADE, related_name="clarification")
    body = models.TextField(gettext_lazy("what is true"), max_length=3000)
    body_html = models.TextField(editable=False)
    sources = models.TextField(gettext_lazy("sources"), max_length=1000)
    sources_html = models.TextField(editable=False)
    language = models.CharField(max_length=5)
    signed_as = models.CharField(gettext_lazy("signed by"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sources=""), name="clarification_names_its_sources"),
        ]
        indexes = [
            models.Index(
                fields=["published_at"], name="clarification_untold", condition=Q(told_at__isnull=True)
            )
        ]

    def get_absolute_url(self) -> str:
        return self.post.get_absolute_url()


def clarifiable_by(post, member) -> bool:
    """Staff who read it, of what is in sight."""
    return member.is_staff and post.is_shown and post.is_visible_to(member)


def tell_due(as_of: datetime) -> int:
    """Tells the readers of what was clarified; returns how many clarifications. Two sweeps never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = Clarification.objects.due(as_of).select_related("post__group")
    held = list(due.select_for_update(of=("self",), skip_locked=True).order_by("published_at", "pk")[:BATCH])
    for one in held:
        if one.withdrawn_at is None and one.post.is_shown:
            reads = PostRead.objects.filter(post=one.post, at__lte=one.published_at).select_related("member")
            notices.clarified(one, {read.member for read in reads}, as_of)
    Clarification.objects.filter(pk__in=[one.pk for one in held]).update(told_at=as_of)
    return len(held)
