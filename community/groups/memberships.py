"""Memberships: who belongs to a group, in which role, and how much of it they want to hear."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")

    class Level(models.TextChoices):
        MUTE = "mute", _("Mute")
        NORMAL = "normal", _("Normal")
        FOLLOW = "follow", _("Follow")

    group = models.ForeignKey("community.Group", models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    level = models.CharField(max_length=6, choices=Level.choices, default=Level.NORMAL)
    joined_at = models.DateTimeField(default=timezone.now)
    activity_seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_joins_a_group_once")]
        indexes = [models.Index(fields=["member", "group"], name="membership_by_member")]

    @property
    def is_moderator(self) -> bool:
        return self.role == self.Role.MODERATOR

    def hear(self, level: str) -> None:
        """Sets how much of the group its member wants to hear of."""
        Membership.objects.filter(pk=self.pk).update(level=level)


def joined_ids(member):
    """The groups that the member belongs to, for a condition."""
    return Membership.objects.filter(member_id=member.pk).values("group_id")
