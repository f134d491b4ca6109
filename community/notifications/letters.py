"""The mails of what a member has not read: one a thread, or one for all; checked once more when their turn comes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.mail import outbox
from accounts.mail.models import Mail
from community.notifications import channels, kinds, leaving, reading
from community.notifications.channels import MAIL, sort_of
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery

KIND = "notifications.unread"
SUMMARY = "notifications.summary"
LONGEST = 12  # threads in a summary; the rest is a number
LINES = 4  # events of one thread in it


def write(member, items: list[reading.Item], *, as_of: datetime) -> Mail | None:
    """One mail with these events of one thread; None for a member without an address."""
    newest = items[-1]
    answer, also = kinds.answers_to(newest.subject, member) if newest.subject else (None, None)
    return outbox.write(
        kind=KIND,
        to=member,
        context={
            "items": items,
            "newest": newest,
            "thread": newest.thread,
            "link": link_to(newest),
        },
        about=about(newest),
        answer=answer,
        also=also,
        as_of=as_of,
    )


def write_summary(member, threads: Sequence[list[reading.Item]], *, as_of: datetime) -> Mail | None:
    """One mail with the events of all these threads; None for a member without an address."""
    shown = [items[-LINES:] for items in threads[:LONGEST]]
    count = sum(len(items) for items in threads)
    return outbox.write(
        kind=SUMMARY,
        to=member,
        context={
            "threads": [
                {"title": items[-1].thread, "lines": items, "link": link_to(items[-1])} for items in shown
            ],
            "items": [item for items in threads for item in items],
            "count": count,
            "more": count - sum(len(items) for items in shown),
            "link": f"{settings.BASE_URL}/notifications/",
        },
        as_of=as_of,
    )


def link_to(item: reading.Item) -> str:
    """Its line in the list, which leads on and marks it read; what is not in the list leads there by itself."""
    if item.notification.is_quiet:
        return settings.BASE_URL + item.address
    return f"{settings.BASE_URL}/notifications/{item.notification.pk}/"


def about(item: reading.Item) -> str:
    """The thread as other mails and answers name it ("post:12"), so that a mail program shows them as one talk."""
    label, _, pk = item.notification.thread.partition(":")
    return f"{label.partition('.')[2].lower()}:{pk}" if label in ("community.Post", "community.Room") else ""


def is_still_allowed(mail: Mail) -> bool:
    """Whether its reader is with us and may see all that the mail speaks of: it may have waited for the server."""
    people = get_user_model().objects.joined().active(timezone.now())
    member = people.filter(pk=mail.member_id).first()
    rows = [delivery.notification for delivery in mail.deliveries.select_related("notification")]
    return member is not None and not any(item.is_gone for item in reading.read(member, rows))


def is_still_whole(mail: Mail) -> bool:
    """The same for a summary; what in it may still be told is owed again, so that it goes without the rest."""
    if not mail.deliveries.exists():
        return False
    if is_still_allowed(mail):
        return True
    Delivery.objects.owe_again(mail, timezone.now())
    return False


def ends_what_it_tells(member, context: Mapping[str, Any]) -> str:
    """The way out of the sorts of which a mail speaks."""
    return leaving.address_for(member, [sort_of(item.notification.kind) for item in context["items"]])


def ends(sort: channels.Sort):
    return lambda member, context: leaving.address_for(member, [sort])


def is_wanted(mail: Mail) -> bool:
    """Whether its reader wants mail of this sort, which the room writes by itself."""
    sort = channels.mailed_by_rooms()[mail.kind]
    wishes = Choice.objects.wishes(sort, [mail.member_id] if mail.member_id else [])
    return all(MAIL in wanted for wanted in wishes.values())


def register() -> None:
    outbox.register_check(KIND, is_still_allowed)
    outbox.register_check(SUMMARY, is_still_whole)
    for kind in (KIND, SUMMARY):
        outbox.register_way_out(kind, ends_what_it_tells)
    for kind, sort in channels.mailed_by_rooms().items():
        outbox.register_check(kind, is_wanted)
        outbox.register_way_out(kind, ends(sort))
