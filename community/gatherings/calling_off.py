"""Calling off what people were to come to: once, with a reason, told to whoever was coming."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.transactions import all_or_nothing
from community.writing.written import one_line, require


class CalledOff(models.Model):
    """Trait. The concept says who organises it, when it is over, how it is locked and who hears of it."""

    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=280, blank=True, editable=False)
    # Moves with each change that calendars must hear of.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @all_or_nothing
    def cancel(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Calls it off; False when it was already.

        Raises PermissionDenied for whoever does not organise it, ValidationError when it is over.
        """
        self.lock()
        require(self.organised_by(by), _("Only organisers can call this off."))
        if self.cancelled_at is not None:
            return False
        now = as_of or timezone.now()
        self.require_going_on(now)
        self.cancelled_at, self.cancelled_by, self.cancel_reason = now, by, one_line(reason)[:280]
        self.sequence += 1
        self.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "sequence"])
        self.tell_cancelled(by=by)
        self.post.change()
        return True

    def require_going_on(self, as_of: datetime) -> None:
        if self.cancelled_at is not None or self.is_over(as_of):
            raise ValidationError(_("It is over, or was called off."))
