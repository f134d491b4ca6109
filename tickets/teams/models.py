"""Teams: who answers; every ticket has one (D-3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TeamQuerySet(models.QuerySet["Team"]):
    def default(self) -> "Team":
        """The team that answers when nobody else is named; made when the house is new."""
        return self.get_or_create(is_default=True, defaults={"name": "Customer service"})[0]

    def answering(self, *, category=None, group=None) -> "Team":
        """The category's team, else the group's, else the default one; never none."""
        if category is not None and category.team_id:
            return category.team
        named = self.filter(answers_in__group=group).first() if group is not None else None
        return named or self.default()

    def visible_to(self, member):
        if member.is_manager:
            return self.all()
        return self.filter(pk__in=member.teams.values("pk")) if member.is_staff else self.none()


class Team(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="teams", blank=True, verbose_name=_("people")
    )
    # A body of the brand that may sign official answers, such as "The board".
    signature = models.CharField(_("signs as"), max_length=80, blank=True)
    is_default = models.BooleanField(_("default team"), default=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_team"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args, **kwargs):
        """Refused for the default team: every ticket must have somewhere to go."""
        if self.is_default:
            raise models.ProtectedError(_("The default team cannot be deleted."), {self})
        return super().delete(*args, **kwargs)


class GroupTeam(models.Model):
    """The team that answers what is flagged in a group."""

    group = models.OneToOneField(
        "community.Group", models.CASCADE, related_name="answered_by", verbose_name=_("group")
    )
    team = models.ForeignKey(Team, models.CASCADE, related_name="answers_in", verbose_name=_("team"))

    class Meta:
        verbose_name = _("group it answers in")
        verbose_name_plural = _("groups it answers in")

    def __str__(self) -> str:
        return str(self.group)


class Category(models.Model):
    """What a request is about; its team answers, whatever the group."""

    name = models.CharField(_("name"), max_length=60)
    name_es = models.CharField(_("name in Spanish"), max_length=60, blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="categories", verbose_name=_("team")
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name_es if self.name_es and get_language() == "es" else self.name
