"""Memberships: who belongs to a group, in which role, and how much of it they want to hear."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once


class MembershipQuerySet(models.QuerySet):
    def known(self):
        """Those of people who are still here."""
        return self.filter(member__in=get_user_model().objects.joined().values("pk"))

    def moderators(self):
        """Those who keep order, owners among them."""
        return self.filter(role__in=Membership.KEEPING)

    def owners(self):
        return self.filter(role=Membership.Role.OWNER)

    def others(self):
        return self.filter(role=Membership.Role.MEMBER)

    def beside(self, member):
        """Everybody's in the living groups of this member; the group that is simply everybody's makes no neighbours."""
        mine = Membership.objects.filter(
            member_id=member.pk, group__archived_at=None, group__is_default=False
        )
        return self.filter(group__in=mine.values("group_id"))

    def heard_by(self, member):
        """The member's own, of living groups, with these: the default group first, then by name."""
        mine = self.filter(member=member, group__archived_at=None).select_related("group")
        return mine.order_by("-group__is_default", Lower("group__name"), "pk")

    def hear(self, levels: dict[int, str], *, by) -> None:
        """Sets how much the member wants to hear of each of these memberships of theirs; a statement a level."""
        for level in set(levels.values()):
            chosen = [pk for pk, wanted in levels.items() if wanted == level]
            self.filter(member=by, pk__in=chosen).exclude(level=level).update(level=level)

    def by_name(self):
        return self.select_related("member__avatar").order_by(Lower("member__name"), "pk")

    def following(self, mark):
        """Those that come after the marked one when ordered by name."""
        if mark is None:
            return self
        name = Lower(Value(mark.member.name))
        return self.annotate(folded=Lower("member__name")).filter(
            Q(folded__gt=name) | Q(folded=name, pk__gt=mark.pk)
        )


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")
        OWNER = "owner", _("Owner")

    KEEPING = (Role.OWNER, Role.MODERATOR)  # who keeps order

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

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_joins_a_group_once")]
        indexes = [models.Index(fields=["member", "group"], name="membership_by_member")]

    @property
    def is_moderator(self) -> bool:
        """Keeps order here; an owner does too."""
        return self.role in self.KEEPING

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    @property
    def unread(self) -> int:
        """Posts since the member last looked."""
        return max(0, self.group.activity - self.activity_seen)

    def hear(self, level: str) -> None:
        """Sets how much of the group its member wants to hear of."""
        Membership.objects.filter(pk=self.pk).update(level=level)

    def look(self, activity: int) -> None:
        """The member has seen the group as it was then."""
        if self.activity_seen < activity:
            Membership.objects.filter(pk=self.pk, activity_seen__lt=activity).update(activity_seen=activity)


@made_once
def belongs(group, member):
    return Membership.objects.filter(group=group, member=member).values_list("pk")


@made_once
def membership_in(group, member):
    return Membership.objects.filter(group=group, member=member)


def joined_ids(member):
    """The groups that the member belongs to, for a condition."""
    return Membership.objects.filter(member_id=member.pk).values("group_id")
