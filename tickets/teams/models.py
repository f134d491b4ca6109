"""Teams: who answers; every ticket has one (contract 7.3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Team(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", blank=True, verbose_name=_("people"))
    groups = models.ManyToManyField(
        "community.Group", through="tickets.GroupTeam", related_name="teams", blank=True, verbose_name=_("groups")
    )
    # A body of the brand that may sign official answers, such as "The board".
    signature = models.CharField(_("signs as"), max_length=80, blank=True)
    is_default = models.BooleanField(_("default team"), default=False)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_team")
        ]

    def __str__(self) -> str:
        return self.name


class GroupTeam(models.Model):
    """The team that answers what is flagged in a group."""

    group = models.OneToOneField("community.Group", models.CASCADE, related_name="answered_by")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")


class Category(models.Model):
    """What a request is about; its team answers, whatever the group."""

    name = models.CharField(_("name"), max_length=60)
    name_es = models.CharField(_("name in Spanish"), max_length=60, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="categories")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name
