"""Events for the tests."""

from datetime import timedelta

from django.utils import timezone

from community.events.models import Event


def event(by, group, title="Dinner", in_hours=72, **fields) -> Event:
    starts = fields.pop("starts_at", None) or timezone.now() + timedelta(hours=in_hours)
    fields.setdefault("as_of", min(timezone.now(), starts - timedelta(minutes=1)))
    return Event.objects.announce(by=by, group=group, title=title, starts_at=starts, **fields)


def fresh(of: Event) -> Event:
    return Event.objects.select_related("post__group").get(pk=of.pk)


def standing(of: Event) -> dict[str, str]:
    """What each answered, by handle: yes, maybe, no, or their place in line."""
    rows = of.answers.select_related("member").order_by("line", "pk")
    return {row.member.handle: f"line {row.line}" if row.line else row.answer for row in rows}
