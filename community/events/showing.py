"""A date inside its post: drawn once for everybody, and filled with what the reader answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.events.models import OVER, Event, Rsvp

ANSWERS = Rsvp.Answer.values


@dataclass(frozen=True)
class Seen:
    """A date, in the phase that it is in, and what it is to its reader."""

    pk: int
    phase: str
    answer: str
    guests: int
    is_waiting: bool
    writes: bool
    joins: bool
    guests_most: int


def events_in(reader, rows: Sequence, full: bool = False) -> dict[int, str]:
    """For each of these rows the date that comes next, or the last one: one statement, and one more for those that
    nobody has drawn yet."""
    rights = {row.id: rights_in(row) for row in rows}
    nearest = {
        event.post_id: seen_as(event, *rights[event.post_id]) for event in next_dates(reader, list(rights))
    }
    versions = {row.id: row.versions for row in rows}
    items = [(seen.pk, f"{versions[post]}.{seen.phase}") for post, seen in nearest.items()]
    phases = {seen.pk: seen.phase for seen in nearest.values()}
    fragments = drawn(
        "event",
        items,
        translation.get_language(),
        lambda ids: draw(ids, phases),
        extra=Brand.current().timezone,
    )
    return {
        post: fill(html, state_of(seen))
        for (post, seen), html in zip(nearest.items(), fragments, strict=True)
    }


def event_for(reader, event: Event, error: str = "") -> SafeString:
    """One date, as an answer to an act and on its own page."""
    found = with_answer(Event.objects.filter(pk=event.pk), reader).get()
    seen = seen_as(found, event.answerable_by(reader), event.post.joinable_by(reader))
    wrong = render_to_string("community/polls/_error.html", {"error": error}) if error else ""
    return fill(draw([event.pk], {event.pk: seen.phase})[event.pk], state_of(seen) | {"error": wrong})


def rights_in(row) -> tuple[bool, bool]:
    """Whether they may answer, and whether they could if they joined the group."""
    return row.writes and not row.is_hidden, row.may_join and not row.is_hidden


def with_answer(events, reader):
    mine = Rsvp.objects.filter(event=OuterRef("pk"), member_id=reader.pk)
    return events.annotate(
        mine=Subquery(mine.values(row=JSONObject(answer="answer", guests="guests", line="line")))
    )


def next_dates(reader, posts: list[int], as_of: datetime | None = None):
    now = Value(as_of or timezone.now())
    is_over = Case(When(over__lte=now, then=1), default=0, output_field=IntegerField())
    nearness = Case(When(over__lte=now, then=now - F("starts_at")), default=F("starts_at") - now)
    events = (
        Event.objects.filter(post__in=posts).annotate(over=OVER).annotate(is_past=is_over, nearness=nearness)
    )
    return with_answer(events, reader).order_by("post_id", "is_past", "nearness", "pk").distinct("post_id")


def seen_as(event: Any, writes: bool, joins: bool) -> Seen:
    mine = event.mine or {}
    return Seen(
        event.pk, phase_of(event), mine.get("answer", ""), mine.get("guests", 0), mine.get("line") is not None,
        writes, joins, event.guests_most,
    )  # fmt: skip


def phase_of(event: Event, as_of: datetime | None = None) -> str:
    """In one word how far it is: what can be done with it depends on that."""
    if event.cancelled_at:
        return "cancelled"
    if event.is_over(as_of):
        return "past"
    if not event.takes_refusals(as_of):
        return "now"
    return "open" if event.takes_answers(as_of) else "settled"


# --- Drawn for nobody


def draw(ids: list[int], phases: dict[int, str]) -> dict[int, str]:
    dates = Event.objects.filter(post=OuterRef("post")).order_by().values("post").values(count=Count("pk"))
    events = (
        Event.objects.filter(pk__in=ids).select_related("post__group__centre").annotate(dates=Subquery(dates))
    )
    return {
        event.pk: render_to_string(
            "community/events/_inside.html",
            {
                "event": event,
                "phase": phases[event.pk],
                "me": Marks(),
                "zone": event.post.group.centre,
                "others": event.dates - 1,
                "guests": [(number, Marks()[f"g{number}"]) for number in range(event.guests_most + 1)],
                "answers": [(value, label, Marks()[value]) for value, label in Rsvp.Answer.choices],
            },
        )
        for event in events
    }


# --- The reader's own


def state_of(seen: Seen) -> dict[str, str]:
    language = translation.get_language()
    own = (
        dict.fromkeys(ANSWERS, "false") | {seen.answer: "true"}
        if seen.answer
        else dict.fromkeys(ANSWERS, "false")
    )
    own[f"g{seen.guests}"] = " selected"
    own["off"] = "" if seen.writes else " disabled"
    own["outside"] = "" if seen.joins else " hidden"
    own["words"] = words_of(language, seen.answer, seen.guests, seen.is_waiting, seen.writes, seen.phase)
    return own


@lru_cache(maxsize=512)
def words_of(
    language: str, answer: str, guests: int, is_waiting: bool, writes: bool, phase: str
) -> SafeString:
    """What the reader answered, in words."""
    known = {"answer": answer, "guests": guests, "is_waiting": is_waiting, "writes": writes, "phase": phase}
    return render_to_string("community/events/_words.html", known)
