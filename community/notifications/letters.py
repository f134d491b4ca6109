"""The mail of what a member has not read: one a thread, checked once more when its turn comes."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.mail import outbox
from accounts.mail.models import Mail
from community.notifications import channels, kinds, reading
from community.notifications.channels import MAIL
from community.notifications.choices import Choice

KIND = "notifications.unread"


def write(member, items: list[reading.Item], *, as_of: datetime) -> Mail | None:
    """One mail with these events of one thread; None for a member without an address."""
    newest = items[-1]
    return outbox.write(
        kind=KIND,
        to=member,
        context={
            "items": items,
            "newest": newest,
            "thread": newest.thread,
            "link": f"{settings.BASE_URL}/notifications/{newest.notification.pk}/",
            "choices": f"{settings.BASE_URL}/settings/notifications/",
        },
        about=about(newest),
        answer=kinds.answer_to(newest.subject) if newest.subject else None,
        as_of=as_of,
    )


def about(item: reading.Item) -> str:
    """The thread as other mails and answers name it ("post:12"), so that a mail program shows them as one talk."""
    label, _, pk = item.notification.thread.partition(":")
    return f"{label.partition('.')[2].lower()}:{pk}" if label == "community.Post" else ""


def is_still_allowed(mail: Mail) -> bool:
    """Whether its reader is with us and may see all that the mail speaks of: it may have waited for the server."""
    people = get_user_model().objects.joined().active(timezone.now())
    member = people.filter(pk=mail.member_id).first()
    rows = [delivery.notification for delivery in mail.deliveries.select_related("notification")]
    return member is not None and not any(item.is_gone for item in reading.read(member, rows))


def is_wanted(mail: Mail) -> bool:
    """Whether its reader wants mail of this sort, which the room writes by itself."""
    sort = channels.mailed_by_rooms()[mail.kind]
    wishes = Choice.objects.wishes(sort, [mail.member_id] if mail.member_id else [])
    return all(MAIL in wanted for wanted in wishes.values())


def register() -> None:
    outbox.register_check(KIND, is_still_allowed)
    for kind in channels.mailed_by_rooms():
        outbox.register_check(kind, is_wanted)
