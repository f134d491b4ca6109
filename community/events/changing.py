"""Changing, told to whoever had answered."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import notices
from community.transactions import all_or_nothing
from community.writing.written import require

FACTS = ("starts_at", "ends_at", "place")  # what people have to hear of when it changes


class Changeable(models.Model):
    class Meta:
        abstract = True

    @all_or_nothing
    def change(self, *, by, as_of: datetime | None = None, **fields) -> bool:
        """Writes the fields; False when nothing is different. More seats go to those in line, at once.

        Raises ValidationError for fewer seats than are taken, and for times that cannot be.
        """
        self.lock()
        require(self.organised_by(by), _("Only organisers can change this."))
        now = as_of or timezone.now()
        before = {name: getattr(self, name) for name in fields}
        if before == fields:
            return False
        self.require_going_on(now)
        require_sense(fields | {"starts_at": fields.get("starts_at", self.starts_at)})
        self._require_room(fields.get("seats", self.seats))
        if fields.get("starts_at", self.starts_at) != self.starts_at and fields["starts_at"] <= now:
            raise ValidationError({"starts_at": _("That moment has passed.")})
        for name, value in fields.items():
            setattr(self, name, value)
        self.sequence += 1
        self.save(update_fields=[*fields, "sequence"])
        if fields.get("starts_at", before.get("starts_at")) != before.get("starts_at"):
            self.plan_reminders(now)
        if any(name in before and before[name] != fields[name] for name in FACTS):
            notices.changed(self, by=by)
        self.settle(as_of=now)
        return True

    def tell_cancelled(self, *, by) -> None:
        notices.cancelled(self, by=by)

    def plan_reminders(self, as_of: datetime) -> None:
        self.reminders.plan(self.starts_at, as_of, event=self)

    def _require_room(self, seats: int | None) -> None:
        if seats is not None and seats < self.taken:
            raise ValidationError({"seats": _("%(count)d are taken already.") % {"count": self.taken}})


def require_sense(fields: dict) -> None:
    """Raises ValidationError, beside the field, for times that contradict each other."""
    starts, ends, until = fields.get("starts_at"), fields.get("ends_at"), fields.get("answers_until")
    if ends and ends < starts:
        raise ValidationError({"ends_at": _("It would end before it starts.")})
    if until and until > starts:
        raise ValidationError({"answers_until": _("People cannot answer after it has started.")})
