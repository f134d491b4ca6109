"""When a centre is there: its hours and its holidays, from one page, to be made exact on the desk."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Centre
from tickets.sla.calendars import USUAL_SLOTS, BusinessCalendar, LocalHoliday, OpeningSlot
from tickets.sla.clocks import Clock


class Week(TextChoices):
    """The weeks that most houses have."""

    USUAL = "usual", _("Monday to Friday, 9 to 14 and 16 to 19")
    THROUGH = "through", _("Monday to Friday, 9 to 18")
    SHOP = "shop", _("Monday to Saturday, 10 to 20")
    DAILY = "daily", _("Every day, 8 to 22")


SLOTS = {
    Week.USUAL: (range(5), USUAL_SLOTS),
    Week.THROUGH: (range(5), ((9 * 60, 18 * 60),)),
    Week.SHOP: (range(6), ((10 * 60, 20 * 60),)),
    Week.DAILY: (range(7), ((8 * 60, 22 * 60),)),
}


@transaction.atomic
def settle(
    centre: Centre, week: str, holidays: Iterable[tuple[date, str]] = (), as_of: datetime | None = None
) -> BusinessCalendar:
    """The calendar of the centre: the main one's is the house's own, any other gets one beside it. `holidays` of the
    town come to those that it has. Clocks that run are counted anew by it. Safe twice."""
    calendar = calendar_of(centre)
    known = {
        "centre": centre,
        "zone": centre.timezone,
        "country": centre.country,
        "region": centre.subdivision,
    }
    BusinessCalendar.objects.filter(pk=calendar.pk).update(**known)
    calendar.refresh_from_db()
    days, slots = SLOTS[Week(week)]
    calendar.slots.all().delete()
    calendar.slots.bulk_create(
        OpeningSlot(calendar=calendar, weekday=day, opens=opens, closes=closes)
        for day in days
        for opens, closes in slots
    )
    for day, name in holidays:
        LocalHoliday.objects.update_or_create(calendar=calendar, day=day, defaults={"name": name[:80]})
    Clock.objects.recount(as_of or timezone.now())
    return calendar


def calendar_of(centre: Centre) -> BusinessCalendar:
    if centre.is_default:
        return BusinessCalendar.objects.default()
    own = BusinessCalendar.objects.filter(centre=centre).first()
    return own or BusinessCalendar.objects.create(name=centre.name[:80], zone=centre.timezone, centre=centre)
