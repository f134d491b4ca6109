"""A heated conversation goes more slowly: for a time each writes below it once in so many minutes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.transactions import all_or_nothing
from community.writing.written import require


class Pace(models.IntegerChoices):
    """How often each may write, in minutes."""

    USUAL = 0, _("As usual")
    FIVE = 5, _("Each writes once in 5 minutes")
    QUARTER = 15, _("Each writes once in 15 minutes")
    HOUR = 60, _("Each writes once in 60 minutes")


class Slowed(models.Model):
    slowed_to = models.PositiveSmallIntegerField(null=True, editable=False)  # minutes
    slowed_at = models.DateTimeField(null=True, editable=False)
    slowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, db_index=False
    )

    class Meta:
        abstract = True

    def waits_turns(self, member) -> bool:
        """Whether the pace holds for them. Whoever began it answers when asked, and so do staff and who keeps order."""
        is_bound = self.slowed_to is not None and member.pk != self.author_id and not member.is_staff
        return is_bound and not self.moderated_by(member)

    def next_turn(self, spoken_at: datetime) -> datetime:
        """When somebody who wrote below it at that time may write again."""
        return spoken_at + timedelta(minutes=self.slowed_to or 0)

    @all_or_nothing
    def slow_down(self, pace: int, *, by, as_of: datetime | None = None) -> bool:
        """From now on each writes at this pace; False when it was so before. Raises PermissionDenied."""
        self.lock()
        require(self.moderated_by(by), _("Only a moderator of its group can slow this down."))
        wanted = pace or None
        if self.slowed_to == wanted:
            return False
        at, who = (as_of or timezone.now(), by) if wanted else (None, None)
        self.change(slowed_to=wanted, slowed_at=at, slowed_by=who)
        return True
