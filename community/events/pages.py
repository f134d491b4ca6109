"""What the pages of events show."""

import calendar
import re
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from community import keyset
from community.events.calendars import answers_of
from community.events.models import Event
from community.events.showing import event_for

SIZE = 30
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
FILTERS = (("", _("My groups")), ("all", _("Everything")), ("mine", _("Mine")), ("past", _("Past")))
SHOWS = {name for name, _label in FILTERS}


def index_of(member, asked, group=None) -> dict:
    """A page of the list, with the member's own answers; of a group when one is given."""
    show = asked.get("show", "") if asked.get("show", "") in SHOWS else ""
    now = timezone.now()
    found = among(member, show, group)
    found = found.past(now) if show == "past" else found.upcoming(now)
    mark = Event.objects.filter(pk=keyset.number(asked.get("after"))).first() if asked.get("after") else None
    events, has_more = keyset.cut(after(found, mark, backwards=show == "past").select_related(*SHOWN), SIZE)
    extra = f"show={show}&" if show else ""
    return {
        "lines": lines_of(events, member),
        "next": f"?{extra}after={events[-1].pk}" if has_more else "",
        "show": show,
        "filters": FILTERS,
        "is_first": mark is None,
    }


SHOWN = ("post__group__centre",)


def among(member, show: str, group=None):
    events = Event.objects.visible_to(member)
    if group is not None:
        return events.filter(post__group=group)
    if show == "mine":
        return events.answered_by(member)
    return events if show in ("all", "past") else events.of_groups_of(member)


def after(events, mark: Event | None, *, backwards: bool):
    if mark is None:
        return events
    if backwards:
        return events.filter(Q(starts_at__lt=mark.starts_at) | Q(starts_at=mark.starts_at, pk__lt=mark.pk))
    return events.filter(Q(starts_at__gt=mark.starts_at) | Q(starts_at=mark.starts_at, pk__gt=mark.pk))


def lines_of(events: list[Event], member) -> list[dict]:
    mine = answers_of(member, events)
    return [
        {"event": event, "mine": mine.get(event.pk), "at": local(event), "is_over": event.is_over()}
        for event in events
    ]


def local(event: Event) -> datetime:
    """Its wall clock: without a zone, so that no filter moves it again."""
    zone = (event.post.group.centre or Brand.current()).zone
    return timezone.localtime(event.starts_at, zone).replace(tzinfo=None)


def month_of(member, wanted: str) -> dict:
    """The weeks of a month, each day with its events: of the member's groups, and what they answered."""
    first = first_day(wanted)
    zone = Brand.current().zone
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin = datetime.combine(weeks[0][0], datetime.min.time(), zone)
    end = datetime.combine(weeks[-1][-1] + timedelta(days=1), datetime.min.time(), zone)
    events = Event.objects.visible_to(member).of_groups_of(member).within(begin, end).select_related(*SHOWN)
    by_day: dict[date, list] = {}
    for line in lines_of(list(events[:500]), member):
        by_day.setdefault(line["at"].date(), []).append(line)
    days = [
        [{"day": day, "is_in": day.month == first.month, "lines": by_day.get(day, [])} for day in week]
        for week in weeks
    ]
    return {
        "weeks": days,
        "days": [day for week in days for day in week if day["lines"] and day["is_in"]],
        "month": first,
        "before": dated(first - timedelta(days=1), "Y-m"),
        "after": dated(first + timedelta(days=31), "Y-m"),
        "today": timezone.localdate(timezone=zone),
        "filters": FILTERS,
        "show": "month",
    }


def first_day(wanted: str) -> date:
    """Of the month that the address names ("2026-11"), else of this one."""
    if MONTH.fullmatch(wanted):
        return date.fromisoformat(f"{wanted}-01")
    return timezone.localdate(timezone=Brand.current().zone).replace(day=1)


def page_of(event: Event, member, error: str = "") -> dict:
    """One date: what it is, who comes, what its organisers may do."""
    organises = event.organised_by(member)
    shows_names = event.names_shown_to(member)
    return {
        "event": event,
        "post": event.post,
        "zone": event.post.group.centre,
        "inside": event_for(member, event, error),
        "organises": organises,
        "is_over": event.is_over(),
        "shows_names": shows_names,
        "coming": event.answers.seated().by_name()[:300] if shows_names else [],
        "in_line": event.answers.in_line().select_related("member__avatar")[:300] if shows_names else [],
        "maybe": event.answers.maybe().by_name()[:300] if shows_names else [],
        "place_in_line": place_in_line(event, member),
        "others": event.post.events.exclude(pk=event.pk).annotate(free_seats=F("seats") - F("taken"))[:60],
    }


def place_in_line(event: Event, member) -> int:
    """1 for the first in line; 0 for whoever does not stand there."""
    mine = event.answers.in_line().filter(member=member).first()
    return event.answers.in_line().filter(line__lte=mine.line).count() if mine else 0
