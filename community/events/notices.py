"""Who is told of an event, in the house and by mail: whoever answered, when a seat came free or something changed."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from accounts.mail import outbox
from community.notifications import kinds
from community.notifications.models import Inbox, Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    events: dict[str, Any] = {
        "model": "community.Event",
        "related": ("post__group__centre",),
        "excerpt": _words,
        "place": _post,
    }
    kinds.register("events.promoted", icon="ticket", **events)
    kinds.register("events.changed", icon="calendar-clock", **events)
    kinds.register("events.cancelled", icon="calendar-days", **events)
    kinds.register("events.reminder", icon="bell", is_held=False, ends=_start, **events)
    kinds.register("events.gone", model="community.Group", icon="calendar-days")


def promoted(event, mine) -> None:
    once = f"events.promoted:{event.pk}:{mine.pk}:{mine.promoted_at.isoformat()}"
    _tell([mine.member], event, "events.promoted", once)
    _mail([mine.member], event, "events.promoted", once, guests=mine.guests)


def changed(event, *, by) -> None:
    _tell_and_mail(event, "events.changed", by)


def cancelled(event, *, by) -> None:
    _tell_and_mail(event, "events.cancelled", by)


def gone(event, *, by) -> None:
    """Its post is being deleted: the notice names the group, the mail what it was."""
    circle = [one for one in people(event) if one.pk != getattr(by, "pk", None)]
    once = f"events.gone:{event.pk}"
    Notification.objects.tell(circle, kind="events.gone", subject=event.post.group, actor=by, once=once)
    _mail(circle, event, "events.cancelled", once)


def reminded(event, stage: str, *, as_of) -> None:
    """Whoever has a seat; a day before those who may come as well, and by mail."""
    seated = _readers_among(event, event.answers.seated())
    maybe = _readers_among(event, event.answers.maybe()) if stage == "day" else []
    once = f"events.reminder:{event.pk}:{stage}:{event.starts_at.timestamp():.0f}"
    Inbox.objects.hold([*seated, *maybe])
    _tell([*seated, *maybe], event, "events.reminder", once, as_of=as_of)
    if stage == "day":
        _mail(seated, event, "events.reminder", once, as_of=as_of)


def people(event) -> list:
    return _readers_among(event, event.answers.coming())


def _tell_and_mail(event, kind: str, by) -> None:
    circle = [one for one in people(event) if one.pk != by.pk]
    once = f"{kind}:{event.pk}:{event.sequence}"
    _tell(circle, event, kind, once, actor=by)
    _mail(circle, event, kind, once)


def _tell(circle, event, kind: str, once: str, **how) -> None:
    Notification.objects.tell(circle, kind=kind, subject=event, once=once, **how)


def _mail(circle, event, kind: str, once: str, as_of=None, **more) -> None:
    context = {"event": event, "title": event.post.headline, "zone": (event.post.group.centre or None)} | more
    for member in circle:
        outbox.write(kind=kind, to=member, context=context, once=once, about=f"event:{event.pk}", as_of=as_of)


def _readers_among(event, answers) -> list:
    seeing = readers(event.post.group).filter(pk__in=answers.order_by().values("member_id"))
    return list(get_user_model().objects.active().filter(pk__in=seeing.values("pk")))


def _start(event) -> datetime:
    return event.starts_at


def _post(event) -> object:
    return "community.Post", event.post_id


def _words(event) -> str:
    return plain(event.post.body, 120)
