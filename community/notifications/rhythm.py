"""When a member may be reached: quiet hours in their own zone, a pause, and for staff their shift (L-35)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.brand import zones
from accounts.brand.models import Brand
from community.notifications.channels import Sort

QUIET_FROM, QUIET_TO = time(22), time(8)
MORNING = time(8)
PAUSES = ("hour", "tomorrow", "week")

_shifts: list[Callable] = []


def register_shift(next_open: Callable) -> None:
    """`next_open(member, as_of)` returns the first moment, from `as_of` on, at which a member of staff is in their
    shift; None when nothing says when."""
    if next_open not in _shifts:
        _shifts.append(next_open)


def zone_of(member) -> ZoneInfo:
    """The zone that the member chose, else the house's."""
    name = member.timezone
    return ZoneInfo(name) if name in zones.known() else Brand.current().zone


def until(pause: str, zone: ZoneInfo, as_of: datetime) -> datetime:
    """When a pause of this name ends: in an hour, tomorrow at eight, in a week. KeyError for any other."""
    tomorrow = datetime.combine(as_of.astimezone(zone).date() + timedelta(days=1), MORNING, zone)
    ends = {"hour": as_of + timedelta(hours=1), "tomorrow": tomorrow, "week": as_of + timedelta(days=7)}
    return ends[pause]


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def of(self, member) -> "Rhythm":
        """The member's rhythm; the usual one, not stored, when they never changed it."""
        return self.filter(pk=member.pk).first() or self.model(pk=member.pk)

    def set(self, *, by, **chosen) -> None:
        self.update_or_create(member=by, defaults=chosen)

    def pause(self, pause: str, *, by, as_of: datetime | None = None) -> datetime:
        """Returns the moment until which nothing reaches the member. KeyError for a pause that we do not know."""
        end = until(pause, zone_of(by), as_of or timezone.now())
        self.update_or_create(member=by, defaults={"paused_until": end})
        return end

    def resume(self, *, by) -> bool:
        return bool(self.filter(member=by, paused_until__isnull=False).update(paused_until=None))


class Rhythm(models.Model):
    """Without quiet hours both ends are null."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="rhythm"
    )
    quiet_from = models.TimeField(null=True, default=QUIET_FROM)
    quiet_to = models.TimeField(null=True, default=QUIET_TO)
    lets_answers_through = models.BooleanField(default=False)
    paused_until = models.DateTimeField(null=True)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_have_two_ends",
            )
        ]

    def is_paused(self, as_of: datetime | None = None) -> bool:
        return self.paused_until is not None and self.paused_until > (as_of or timezone.now())

    def next_moment(self, member, sort: Sort, as_of: datetime) -> datetime:
        """The first moment, from `as_of` on, at which the member may be told of this sort; `as_of` itself for now."""
        moment = as_of
        for _again in range(8):  # the end of a pause may lie in the night, the opening of a shift in a pause
            later = self._after_pause(self._after_night(member, sort, self._in_shift(member, sort, moment)))
            if later == moment:
                break
            moment = later
        return moment

    def _after_pause(self, moment: datetime) -> datetime:
        return self.paused_until if self.paused_until and self.paused_until > moment else moment

    def _after_night(self, member, sort: Sort, moment: datetime) -> datetime:
        if sort.is_own_request and self.lets_answers_through:
            return moment
        return quiet_until(self.quiet_from, self.quiet_to, zone_of(member), moment)

    def _in_shift(self, member, sort: Sort, moment: datetime) -> datetime:
        if not (sort.is_work and member.is_staff):
            return moment
        opens = [found for shift in _shifts if (found := shift(member, moment))]
        return max(opens, default=moment)


def quiet_until(begin: time | None, end: time | None, zone: ZoneInfo, moment: datetime) -> datetime:
    """When the quiet hours end in which the moment lies; the moment itself outside of them. Wall-clock times."""
    if begin is None or end is None or begin == end:
        return moment
    local = moment.astimezone(zone)
    now = local.time()
    over_midnight = begin > end
    is_quiet = now >= begin or now < end if over_midnight else begin <= now < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1) if over_midnight and now >= begin else local.date()
    ends = datetime.combine(day, end, zone)
    # A moment that the clock skips or repeats: never back in time.
    return max(ends.astimezone(moment.tzinfo), moment)
