"""Changing and calling off, each told to whoever had answered."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import notices
from community.transactions import all_or_nothing
from community.writing.written import one_line, require

STAGES = {"day": timedelta(hours=24), "hours": timedelta(hours=2)}
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
        require_open(self, now)
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

    @all_or_nothing
    def cancel(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Calls it off; False when it was already."""
        self.lock()
        require(self.organised_by(by), _("Only organisers can call this off."))
        if self.cancelled_at is not None:
            return False
        now = as_of or timezone.now()
        require_open(self, now)
        self.cancelled_at, self.cancelled_by, self.cancel_reason = now, by, one_line(reason)[:280]
        self.sequence += 1
        self.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "sequence"])
        notices.cancelled(self, by=by)
        self.post.change()
        return True

    def plan_reminders(self, as_of: datetime) -> None:
        """A row a stage; what has passed by then is told to nobody."""
        for stage, before in STAGES.items():
            due = self.starts_at - before
            told = as_of if due <= as_of else None
            self.reminders.update_or_create(stage=stage, defaults={"due_at": due, "told_at": told})

    def _require_room(self, seats: int | None) -> None:
        if seats is not None and seats < self.taken:
            raise ValidationError({"seats": _("%(count)d are taken already.") % {"count": self.taken}})


def require_open(event, as_of: datetime) -> None:
    if event.cancelled_at is not None or event.is_over(as_of):
        raise ValidationError(_("It is over, or was called off."))


def require_sense(fields: dict) -> None:
    """Raises ValidationError, beside the field, for times that contradict each other."""
    starts, ends, until = fields.get("starts_at"), fields.get("ends_at"), fields.get("answers_until")
    if ends and ends < starts:
        raise ValidationError({"ends_at": _("It would end before it starts.")})
    if until and until > starts:
        raise ValidationError({"answers_until": _("People cannot answer after it has started.")})
