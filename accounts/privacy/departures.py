"""Leaving the house for good: asked for once, carried out by the worker, remembered by a hash (L-23)."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.members.models import Member
from accounts.nudges import nudge
from accounts.privacy.tombstones import Tombstone
from accounts.roles import Role

ERASE_DUE = "accounts.privacy.tasks.erase_due"


class DepartureQuerySet(models.QuerySet["Departure"]):
    def due(self):
        return self.filter(erased_at__isnull=True)

    @transaction.atomic
    def begin(self, member, *, words: str, as_of: datetime | None = None) -> "Departure":
        """The person goes: their sessions end now, the rest follows in the worker. Safe twice.

        Raises ValidationError for the last manager: a house is never left without one.
        """
        now = as_of or timezone.now()
        managers = list(Member.objects.filter(role=Role.MANAGER).order_by("pk").select_for_update())
        others = [one for one in managers if one.pk != member.pk and one.is_at_home]
        if member.role == Role.MANAGER and not others:
            raise ValidationError(_("You are the last manager. Make somebody else a manager first."))
        departure, _is_new = self.get_or_create(member=member, defaults={"words": words, "asked_at": now})
        Tombstone.objects.raise_for(departure)
        member.leave(as_of=now)
        nudge(ERASE_DUE)
        return departure


class Departure(models.Model):
    class Words(models.TextChoices):
        STAY = "stay", gettext_lazy("My posts stay, as written by a former member")
        GO = "go", gettext_lazy("The words of my posts go too")

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="departure"
    )
    words = models.CharField(max_length=4, choices=Words.choices, default=Words.STAY)
    asked_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    objects = DepartureQuerySet.as_manager()

    @property
    def takes_words(self) -> bool:
        return self.words == self.Words.GO

    def done(self, as_of: datetime) -> None:
        Departure.objects.due().filter(pk=self.pk).update(erased_at=as_of)
