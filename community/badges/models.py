"""Badges: so often, in this calendar year. Counted anew each night from what is there, so that newcomers can have
them too and nothing is ever awarded twice."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.members.models import Member
from accounts.roles import STAFF
from community.badges.rules import Rule, Year, rules
from community.profiles.choices import ProfileChoice
from community.profiles.circles import is_open
from community.transactions import all_or_nothing


class BadgeQuerySet(models.QuerySet["Badge"]):
    def visible_to(self, member, of):
        """Those of this person that the member may see: none that they hide, from oneself neither."""
        hidden = ProfileChoice.objects.of(of).badges_hidden_at is not None
        return self.none() if hidden or not is_open(member, of) else self.filter(member=of)

    def award(self, as_of: datetime | None = None, *, years: int = 2) -> int:
        """Counts this year and as many before it as are asked for; returns how many rows it changed. Run twice it
        changes nothing the second time."""
        now = timezone.localtime(as_of or timezone.now(), Brand.current().zone)
        asked = [year_of(now, now.year - back) for back in range(years)]
        return sum(self._count(rule, year) for year in asked for rule in rules())

    @all_or_nothing
    def _count(self, rule: Rule, year: Year) -> int:
        """One rule in one year, in four statements however many people there are."""
        people = set(Member.objects.joined().exclude(role__in=STAFF).values_list("pk", flat=True))
        counted = {key: times for key, times in rule.count(year) if key in people and times > 0}
        there = self.filter(rule=rule.name, year=year.number)
        known = dict(there.values_list("member_id", "count"))
        changed = [key for key, times in counted.items() if known.get(key) != times]
        gone = there.exclude(member__in=counted).delete()[0] if known.keys() - counted.keys() else 0
        self.bulk_create(
            [self.model(member_id=key, rule=rule.name, year=year.number, count=counted[key]) for key in changed],
            batch_size=2000, update_conflicts=True, update_fields=["count"],
            unique_fields=["member", "rule", "year"],
        )  # fmt: skip
        return len(changed) + gone


class Badge(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="badges")
    rule = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    objects = BadgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "rule", "year"], name="one_badge_a_rule_and_year"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="a_badge_counts_something"),
        ]


def year_of(now: datetime, number: int) -> Year:
    """The year by the calendar of the house; the present one ends now."""
    begin = now.replace(year=number, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    end = begin.replace(year=number + 1) if number < now.year else now
    return Year(number, begin, end)
