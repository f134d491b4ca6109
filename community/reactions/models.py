"""Reactions: a small set, one of a kind per member and post."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.transactions import all_or_nothing


class ReactionQuerySet(models.QuerySet):
    @all_or_nothing
    def toggle(self, *, post, by, kind: str):
        """Gives the reaction, changes it to this kind, or takes it back when it is this kind already.

        Returns the reaction, None when it was taken back. Raises PermissionDenied where one may not write.
        """
        post.lock()
        if kind not in Reaction.Kind.values or not (post.is_shown and post.writable_by(by)):
            raise PermissionDenied(gettext("Join the group to react."))
        mine = self.filter(post=post, member=by)
        if mine.filter(kind=kind).delete()[0]:
            reaction = None
        else:
            reaction, _is_new = self.update_or_create(post=post, member=by, defaults={"kind": kind})
        post.change(reaction_counts=self.counts(post))
        return reaction

    def counts(self, post) -> dict[str, int]:
        """How many of each kind, without the kinds that nobody gave."""
        return dict(self.filter(post=post).values_list("kind").annotate(Count("pk")))


class Reaction(models.Model):
    class Kind(models.TextChoices):
        LIKE = "like", _("Like")
        THANKS = "thanks", _("Thank you")
        LAUGH = "laugh", _("It makes me laugh")
        SORRY = "sorry", _("I am sorry")

    post = models.ForeignKey("community.Post", models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="one_reaction_a_post")]
