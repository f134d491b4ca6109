"""Events for other calendars: one by itself, or all that a member may see (RFC 5545)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.brand.models import Brand
from community.events.models import Event, Rsvp
from community.rendering.markdown import plain

BACK, AHEAD, MOST = timedelta(days=30), timedelta(days=400), 500


def calendar_of(member, as_of: datetime | None = None) -> bytes:
    """What the member sees of their groups' events now, but for those they cannot come to."""
    now = as_of or timezone.now()
    events = Event.objects.visible_to(member).of_groups_of(member).within(now - BACK, now + AHEAD)
    shown = list(events.select_related("post__group")[:MOST])
    mine = answers_of(member, shown)
    return written(
        [(event, mine.get(event.pk)) for event in shown if not is_refused(mine.get(event.pk))], now
    )


def calendar_with(event: Event, member, as_of: datetime | None = None) -> bytes:
    return written([(event, answers_of(member, [event]).get(event.pk))], as_of or timezone.now())


def answers_of(member, events) -> dict[int, Rsvp]:
    """The member's own answers to these events, by number of event; one statement."""
    mine = Rsvp.objects.filter(member_id=member.pk, event__in=[event.pk for event in events])
    return {one.event_id: one for one in mine}


def is_refused(mine: Rsvp | None) -> bool:
    return mine is not None and mine.answer == Rsvp.Answer.NO


def written(entries: list[tuple[Event, Rsvp | None]], now: datetime) -> bytes:
    made = icalendar.Calendar()
    made.add("prodid", "-//Tertulia//Events//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", Brand.current().name)
    for event, mine in entries:
        made.add_component(entry(event, mine, now))
    return made.to_ical()


def entry(event: Event, mine: Rsvp | None, now: datetime) -> icalendar.Event:
    found = icalendar.Event()
    found.add("uid", f"event-{event.pk}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    found.add("dtstamp", now.replace(microsecond=0))
    found.add("dtstart", in_utc(event.starts_at))
    if event.ends_at and event.ends_at > event.starts_at:
        found.add("dtend", in_utc(event.ends_at))
    found.add("summary", event.post.headline)
    found.add("sequence", event.sequence)
    found.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    found.add("transp", "OPAQUE" if mine and mine.is_seated else "TRANSPARENT")
    found.add("url", settings.BASE_URL + event.get_absolute_url())
    if event.place:
        found.add("location", event.place)
    found.add("description", described(event, mine))
    return found


def in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def described(event: Event, mine: Rsvp | None) -> str:
    lines = [
        own_words(mine),
        event.price,
        plain(event.post.body, 600),
        settings.BASE_URL + event.get_absolute_url(),
    ]
    return "\n".join(line for line in lines if line)


def own_words(mine: Rsvp | None) -> str:
    """What the member answered, in a sentence; nothing when they did not."""
    if mine is None:
        return ""
    if mine.line is not None:
        return _("You are on the waiting list.")
    if mine.answer == Rsvp.Answer.YES and mine.guests:
        words = ngettext(
            "You are coming, with %(count)d guest.", "You are coming, with %(count)d guests.", mine.guests
        )
        return words % {"count": mine.guests}
    return {"yes": _("You are coming."), "maybe": _("You may come."), "no": _("You cannot come.")}[
        mine.answer
    ]
