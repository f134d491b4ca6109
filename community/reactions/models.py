"""Reactions: a small set, one a member on each post and message."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.transactions import all_or_nothing


class ReactionQuerySet(models.QuerySet):
    @all_or_nothing
    def toggle(self, *, by, kind: str, post=None, message=None):
        """Gives the reaction, changes it to this kind, or takes it back when it is this kind already.

        Returns the reaction, None when it was taken back. Raises PermissionDenied where one may not write.
        """
        matter = post or message
        on = {matter._meta.model_name: matter}
        matter.lock()
        if kind not in Reaction.Kind.values or not (matter.is_shown and matter.writable_by(by)):
            raise PermissionDenied(gettext("Join the group to react."))
        mine = self.filter(**on, member=by)
        if mine.filter(kind=kind).delete()[0]:
            reaction = None
        else:
            reaction, _is_new = self.update_or_create(**on, member=by, defaults={"kind": kind})
        matter.change(reaction_counts=self.counts(matter))
        return reaction

    def kind_of(self, member) -> str | None:
        """What the member gave, of the reactions to one thing."""
        return self.filter(member=member).values_list("kind", flat=True).first()

    def counts(self, matter) -> dict[str, int]:
        """How many of each kind on a post or message, without the kinds that nobody gave."""
        return dict(
            self.filter(**{matter._meta.model_name: matter}).values_list("kind").annotate(Count("pk"))
        )


class Reaction(models.Model):
    class Kind(models.TextChoices):
        LIKE = "like", _("Like")
        THANKS = "thanks", _("Thank you")
        LAUGH = "laugh", _("It makes me laugh")
        SORRY = "sorry", _("I am sorry")

    post = models.ForeignKey("community.Post", models.CASCADE, null=True, related_name="reactions")
    message = models.ForeignKey("community.Message", models.CASCADE, null=True, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="one_reaction_a_post"),
            models.UniqueConstraint(fields=["member", "message"], name="one_reaction_a_message"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, message__isnull=True)
                | Q(post__isnull=True, message__isnull=False),
                name="reaction_to_one_thing",
            ),
        ]
