"""Events for other calendars: one by itself, or all that a member may see."""

from datetime import datetime

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.calendars.dates import begun, in_utc, written
from community.events.models import Event, Rsvp
from community.rendering.markdown import plain

MOST = 500


def events_of(member, start: datetime, end: datetime, now: datetime) -> list[icalendar.Event]:
    """What the member sees of their groups' events, but for those they cannot come to."""
    events = Event.objects.visible_to(member).of_groups_of(member).within(start, end)
    shown = list(events.select_related("post__group")[:MOST])
    mine = answers_of(member, shown)
    return [entry(event, mine.get(event.pk), now) for event in shown if not is_refused(mine.get(event.pk))]


def calendar_with(event: Event, member, as_of: datetime | None = None) -> bytes:
    return written([entry(event, answers_of(member, [event]).get(event.pk), as_of or timezone.now())])


def answers_of(member, events) -> dict[int, Rsvp]:
    """The member's own answers to these events, by number of event; one statement."""
    mine = Rsvp.objects.filter(member_id=member.pk, event__in=[event.pk for event in events])
    return {one.event_id: one for one in mine}


def is_refused(mine: Rsvp | None) -> bool:
    return mine is not None and mine.answer == Rsvp.Answer.NO


def entry(event: Event, mine: Rsvp | None, now: datetime) -> icalendar.Event:
    lines = [own_words(mine), event.price, plain(event.post.body, 600)]
    comes = mine is not None and mine.is_seated
    found = begun(
        "event", event, now, title=event.post.headline, comes=comes, place=event.place, lines=lines,
        sequence=event.sequence, is_off=event.cancelled_at is not None,
    )  # fmt: skip
    if event.ends_at and event.ends_at > event.starts_at:
        found.add("dtend", in_utc(event.ends_at))
    return found


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
