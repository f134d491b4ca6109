"""Silences: who may not write in a group, or in the house, for a time. Reading, and complaining to staff, stay."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from accounts.made_once import made_once
from community.groups.models import Group
from community.transactions import all_or_nothing


class SilenceQuerySet(models.QuerySet["Silence"]):
    def standing(self, as_of=None):
        return self.filter(until__gt=as_of or timezone.now(), lifted_at__isnull=True)

    def of(self, member, group, as_of=None) -> "Silence | None":
        """The one that keeps the member from writing there for longest; without a group, of the whole house."""
        found = _of.objects(member=member.pk, group=group and group.pk, as_of=as_of or timezone.now())
        return found[0] if found else None

    @all_or_nothing
    def put(self, member, *, by, until, group=None, as_of=None) -> "Silence":
        """From now on until that moment; one that stands in the same place is prolonged or shortened."""
        held = self.standing(as_of).filter(member=member, group=group).select_for_update().first()
        if held is None:
            return self.create(
                member=member, group=group, until=until, by=by, created_at=as_of or timezone.now()
            )
        held.until, held.by = until, by
        held.save(update_fields=["until", "by"])
        return held

    def lift(self, member, *, group=None, as_of=None) -> bool:
        """Whether there was one to end."""
        now = as_of or timezone.now()
        return bool(self.standing(now).filter(member=member, group=group).update(lifted_at=now))


class Silence(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="silences")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="silences")  # None: the house
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["member", "-until"], name="silence_standing", condition=Q(lifted_at__isnull=True)
            )
        ]


@made_once
def _of(member, group, as_of):
    """What is said of the whole house is over each group; nothing equals a group that is not given."""
    there = Q(group__isnull=True) | Q(group=group)
    return Silence.objects.standing(as_of).filter(there, member=member).order_by("-until")[:1]


def require_voice(member, group=None) -> None:
    """Raises PermissionDenied, saying until when, for whoever was silenced there."""
    if silence := Silence.objects.of(member, group):
        day = date_format(silence.until.astimezone(Brand.current().zone), "DATETIME_FORMAT")
        raise PermissionDenied(
            _(
                "A moderator has paused your writing here until %(day)s. The reason, and how to object, stand in your"
                " notifications. Staff answer your complaints all the same."
            )
            % {"day": day}
        )
