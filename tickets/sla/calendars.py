"""Business calendars: when somebody is there, and which days count for the law. One a centre, one for all."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand, known_zone
from tickets.sla import legal
from tickets.sla.clock import Calendar

DAY_MINUTES = 24 * 60
LOCAL_HOLIDAYS_A_YEAR = 2  # what each Spanish town adds to the national and regional ones (L-05)
NAMES_IN = {"en": "en_US"}  # how the list of holidays calls our languages
USUAL_SLOTS = ((9 * 60, 14 * 60), (16 * 60, 19 * 60))


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class BusinessCalendarQuerySet(models.QuerySet):
    def default(self):
        """The calendar of whatever has no centre of its own; made with usual hours when there is none yet."""
        return self.filter(is_default=True).first() or self._first_of_the_house()

    def governing(self, ticket):
        """The calendar of the ticket's centre, else the default one."""
        own = self.filter(centre_id=ticket.centre_id).first() if ticket.centre_id else None
        return own or self.default()

    @transaction.atomic
    def _first_of_the_house(self):
        zone = Brand.current().timezone
        calendar, made = self.get_or_create(is_default=True, defaults={"name": gettext("Main"), "zone": zone})
        if made:
            calendar.slots.bulk_create(
                OpeningSlot(calendar=calendar, weekday=day, opens=opens, closes=closes)
                for day in range(5)
                for opens, closes in USUAL_SLOTS
            )
        return calendar


class BusinessCalendar(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    centre = models.OneToOneField(
        "accounts.Centre",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="calendar",
        verbose_name=_("centre"),
        help_text=_("Requests of this centre are counted by this calendar; all others by the default one."),
    )
    is_default = models.BooleanField(_("default calendar"), default=False, editable=False)
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone])
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        default="ES",
        help_text=_("Two letters, such as ES. Its holidays close."),
    )
    region = models.CharField(
        _("region"),
        max_length=12,
        blank=True,
        help_text=_("Such as MD for Madrid. Its holidays close as well."),
    )
    saturday_is_business = models.BooleanField(
        _("Saturdays are business days for the law"),
        default=False,
        help_text=_("Only for deadlines in business days; opening hours are those below."),
    )

    objects = BusinessCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("business calendar")
        verbose_name_plural = _("business calendars")
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_calendar"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        countries = holidays.list_supported_countries()
        if self.country and self.country not in countries:
            raise ValidationError(
                {"country": _("We know no holidays of this country. Leave it empty to type them all in.")}
            )
        if self.region and self.region not in countries.get(self.country, ()):
            known = ", ".join(countries.get(self.country, ())) or "–"
            raise ValidationError(
                {"region": _("Not a region of this country. Known: %(known)s") % {"known": known}}
            )
        if self.centre and self.centre.timezone != self.zone:
            words = _("%(centre)s reads its times in %(zone)s; use the same zone here.")
            raise ValidationError({"zone": words % {"centre": self.centre, "zone": self.centre.timezone}})

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def opening_hours(self) -> Calendar:
        """The hours as the arithmetic wants them; two queries unless slots and holidays are prefetched."""
        week: list[list[tuple[int, int]]] = [[] for _ in Weekday]
        for slot in self.slots.all():
            week[slot.weekday].append((slot.opens, slot.closes))
        return Calendar(self.tz, tuple(tuple(day) for day in week), self.closed_days())

    def closed_days(self) -> "ClosedDays":
        return ClosedDays(self.country, self.region, frozenset(row.day for row in self.local_holidays.all()))

    def business_day_after(self, filed_at: datetime, days: int) -> date:
        """The `days`-th business day after the day of filing: Monday to Friday without holidays (L-05)."""
        closed, last = self.closed_days(), 5 + self.saturday_is_business
        day = legal.filing_day(filed_at, self.tz)
        return legal.business_days_after(day, days, lambda d: d.weekday() < last and d not in closed)

    def gaps(self, as_of: datetime) -> list[str]:
        """What is still to be filled in, in words: hours, local holidays (from November also next year's)."""
        today = legal.filing_day(as_of, self.tz)
        found = (
            []
            if self.slots.all()
            else [gettext("No opening hours: no target of this calendar ever falls due.")]
        )
        for year in [today.year, today.year + 1] if today.month >= 11 else [today.year]:
            missing = LOCAL_HOLIDAYS_A_YEAR - sum(row.day.year == year for row in self.local_holidays.all())
            if self.country == "ES" and missing > 0:
                words = ngettext(
                    "%(missing)d local holiday of %(year)d is missing; check them with the official list.",
                    "%(missing)d local holidays of %(year)d are missing; check them with the official list.",
                    missing,
                )
                found.append(words % {"missing": missing, "year": year})
        return found

    def holidays_of(self, year: int) -> list[tuple[date, str]]:
        """Every closed date of the year, public and local, in order, with its name in the reader's language."""
        language = get_language() or ""
        named = dict(public_holidays(self.country, self.region, year, NAMES_IN.get(language, language)))
        named.update({row.day: row.name for row in self.local_holidays.all() if row.day.year == year})
        return sorted(named.items())


class OpeningSlot(models.Model):
    """From one minute of a day to another; a day may have several, and 1440 (24:00) ends it."""

    calendar = models.ForeignKey(BusinessCalendar, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.PositiveSmallIntegerField(_("opens"))
    closes = models.PositiveSmallIntegerField(_("closes"))

    class Meta:
        verbose_name = _("opening slot")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens"), closes__lte=DAY_MINUTES),
                name="slot_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="slot_on_a_day_of_the_week"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {wall_time(self.opens)}–{wall_time(self.closes)}"


class LocalHoliday(models.Model):
    """A closed date that no list knows: the town's own, or the house's."""

    calendar = models.ForeignKey(BusinessCalendar, models.CASCADE, related_name="local_holidays")
    day = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("local holiday")
        verbose_name_plural = _("local holidays")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="local_holiday_once_a_calendar")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


@dataclass(frozen=True)
class ClosedDays:
    """Answers `date in`: the public holidays of a region, looked up year by year, and the local ones."""

    country: str
    region: str
    local: frozenset[date]

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return day in self.local or day in public_holidays(self.country, self.region, day.year)


@lru_cache(maxsize=1024)
def public_holidays(country: str, region: str, year: int, language: str = "") -> dict[date, str]:
    """The national and regional holidays of a year with their names; none without a country."""
    if not country:
        return {}
    return dict(
        holidays.country_holidays(country, subdiv=region or None, years=year, language=language or None)
    )


def wall_time(minute: int) -> str:
    """Minutes of the day as people write them: 540 is 09:00, 1440 is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
