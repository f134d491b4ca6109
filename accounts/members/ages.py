"""How old a person is, as far as the house has to know it: who is under age is looked after (L-25)."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand

ADULT = 18  # years


def last_day_of_age(as_of: datetime | None = None) -> date:
    """Whoever was born on this day or before is of age by the calendar of the house; the same rule for many at once."""
    today = timezone.localtime(as_of or timezone.now(), Brand.current().zone).date()
    try:
        return today.replace(year=today.year - ADULT)
    except ValueError:  # a 29th of February, in a year that has none
        return today.replace(year=today.year - ADULT, day=28)


class Aged(models.Model):
    """Trait of Member. Only staff write the date, and no page of the members shows it."""

    born_on = models.DateField(
        _("date of birth"),
        null=True,
        blank=True,
        help_text=_("Only where the house has to know it. Whoever is under 18 is looked after in chat."),
    )

    class Meta:
        abstract = True

    def is_minor(self, as_of: datetime | None = None) -> bool:
        """Whether they are under 18 by the calendar of the house; an unknown date counts as of age."""
        if self.born_on is None:
            return False
        return self.born_on > last_day_of_age(as_of)


def years_at(born_on: date, moment: datetime) -> int:
    """How old somebody is at a moment, by the calendar of the house."""
    today = timezone.localtime(moment, Brand.current().zone).date()
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday)
