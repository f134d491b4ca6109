"""The vault: what customer service must be able to show after its customer was erased, out of everybody's sight.

Sealed with the key of the site, so that neither the table nor a backup can be read without it. A manager opens it with
a reason, and that is a row. What is past its date is destroyed (L-23).
"""

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.entrance import vault as keys

YEARS = 5  # the preset of the schedule: as long as somebody may still ask for it


class SealedQuerySet(models.QuerySet["Sealed"]):
    def openable_by(self, member):
        """Managers alone, and with a reason each time."""
        return self.all() if member.is_manager else self.none()

    def seal(self, ticket, content: dict[str, Any], *, as_of: datetime) -> "Sealed":
        """Locks the content away; a second call changes nothing."""
        sealed, _is_new = self.get_or_create(
            ticket=ticket,
            defaults={
                "content": keys.lock(json.dumps(content, cls=DjangoJSONEncoder)),
                "sealed_at": as_of,
                "destroy_on": years_after(as_of.date(), YEARS),
            },
        )
        return sealed

    def destroy_due(self, today: date) -> int:
        """Destroys what is past its date; returns how many."""
        return self.filter(destroy_on__lte=today).exclude(content="").update(content="")


class Sealed(models.Model):
    ticket = models.OneToOneField("tickets.Ticket", models.PROTECT, primary_key=True, related_name="sealed")
    content = models.TextField()  # locked; empty once it was destroyed
    sealed_at = models.DateTimeField()
    destroy_on = models.DateField()

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("sealed request")
        verbose_name_plural = gettext_lazy("sealed requests")

    def __str__(self) -> str:
        return self.ticket.key

    @transaction.atomic
    def open(self, *, by, reason: str, as_of: datetime | None = None) -> dict[str, Any]:
        """Returns what is in it and puts down who read it and why.

        Raises PermissionDenied for anybody but a manager, ValidationError without a reason, or where the key is gone.
        """
        if not by.is_manager:
            raise PermissionDenied
        if len(reason.strip()) < 10:
            raise ValidationError(_("Say which authority or court asks, and why."))
        content = keys.opened(self.content) if self.content else "{}"
        if content is None:
            raise ValidationError(
                _(
                    "It was sealed under a key that this house has no more. Name the old one in SECRET_KEY_FALLBACKS."
                )
            )
        self.openings.create(by=by, reason=reason.strip()[:500], at=as_of or timezone.now())
        return json.loads(content)


class SealOpening(models.Model):
    """Who looked, when and why."""

    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of February for its 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
