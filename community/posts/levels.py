"""How much a member wants to hear of one post: a row for what differs from the usual."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.notifications.deliveries import Delivery
from community.notifications.models import thread_of
from community.transactions import all_or_nothing

QUIETED = ("community.commented",)  # what is said to the member alone comes through


class PostLevelQuerySet(models.QuerySet["PostLevel"]):
    def muted(self):
        return self.filter(level=PostLevel.Level.MUTE)

    def followed(self):
        return self.filter(level=PostLevel.Level.FOLLOW)

    def of(self, member, post) -> str:
        chosen = self.filter(member=member, post=post).values_list("level", flat=True).first()
        return chosen or PostLevel.Level.NORMAL

    @all_or_nothing
    def choose(self, level: str, *, post, by) -> None:
        """Keeps what the member wants; turned down, nothing that still waits goes out."""
        if level == PostLevel.Level.NORMAL:
            self.filter(member=by, post=post).delete()
            return
        self.update_or_create(member=by, post=post, defaults={"level": level, "at": timezone.now()})
        if level == PostLevel.Level.MUTE:
            Delivery.objects.silence(by, thread_of("community.Post", post.pk), QUIETED)


class PostLevel(models.Model):
    class Level(models.TextChoices):
        FOLLOW = "follow", _("Follow: every new comment")
        NORMAL = "normal", _("Normal: what is said to me, and comments on my own post")
        MUTE = "mute", _("Mute: only mentions and answers to me")

    post = models.ForeignKey("community.Post", models.CASCADE, related_name="levels")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    level = models.CharField(max_length=6, choices=Level.choices)
    at = models.DateTimeField(default=timezone.now)

    objects = PostLevelQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="one_level_a_post_and_member")]
