"""The sweep: what is due to a member goes out, bundled by thread, if they want it, may see it and did not read it.

Each round takes one member under the lock of their inbox, so two workers never tell the same person at the same time,
and asks everything again that may have changed since the event: standing, choice, right, quiet hours, pause, shift.
"""

import logging
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import OperationalError, transaction
from django.utils import timezone, translation

from accounts.brand.models import Brand
from accounts.mail.wording import language_for
from community.notifications import daily, letters, pushing, reading
from community.notifications.channels import MAIL, PUSH, sort_of
from community.notifications.choices import Choice
from community.notifications.deliveries import PACE, Delivery
from community.notifications.models import Inbox
from community.notifications.rhythm import Rhythm
from community.notifications.subscriptions import PushSubscription

log = logging.getLogger("tertulia.notifications")
Outcome = Delivery.Outcome
ROUND = 200  # members a sweep; the next one goes on


@dataclass(frozen=True)
class Parcel:
    """What is owed about one thing to one member by one way, with what they may see of it now."""

    member: Any
    deliveries: list[Delivery]
    items: list[reading.Item]

    @property
    def thread(self) -> str:
        return self.deliveries[0].notification.thread

    def rows(self):
        return Delivery.objects.filter(pk__in=[delivery.pk for delivery in self.deliveries])

    def claim(self, as_of: datetime) -> None:
        self.rows().claim(as_of)
        for delivery in self.deliveries:
            delivery.attempts += 1

    def end(self, as_of: datetime, **more) -> None:
        """The newest one is what was sent; the others went with it."""
        *others, newest = sorted(delivery.pk for delivery in self.deliveries)
        Delivery.objects.filter(pk__in=others).end(Outcome.BUNDLED, as_of, **more)
        Delivery.objects.filter(pk=newest).end(Outcome.SENT, as_of, **more)


def deliver_due(as_of: datetime | None = None) -> int:
    """Sends what is due; returns how many mails and pushes that were. Two sweeps at once never take the same."""
    now = as_of or timezone.now()
    Delivery.objects.take_back(now)
    count = 0
    for _turn in range(ROUND):
        if (sent := _mail_one(now)) is None:
            break
        count += sent
    for _turn in range(ROUND):
        if (parcels := _claim_pushes_of_one(now)) is None:
            break
        count += sum(pushing.send(*parcel, as_of=now) for parcel in parcels)
    return count


@transaction.atomic
def _mail_one(as_of: datetime) -> int | None:
    """Writes one member's due mails; returns how many, None when nobody is left."""
    member = _next_member(MAIL, as_of)
    if member is None:
        return None
    with _stumbling(member, MAIL, as_of):
        return _write(member, _parcels(member, MAIL, as_of), as_of)
    return 0


def _write(member, parcels: list[Parcel], as_of: datetime) -> int:
    """A mail each, one for all of them, or none before tomorrow: as many as the day still holds (daily)."""
    left = daily.left(member, as_of) if parcels else 0
    if not left:
        for parcel in parcels:
            parcel.rows().put_off(daily.next_morning(member, as_of))
        return 0
    if len(parcels) > min(left, daily.AT_ONCE):
        summary = letters.write_summary(member, [parcel.items for parcel in parcels], as_of=as_of)
        mails = [summary] * len(parcels)
    else:
        mails = [letters.write(member, parcel.items, as_of=as_of) for parcel in parcels]
    for parcel, mail in zip(parcels, mails, strict=True):
        if mail is None:
            parcel.rows().end(Outcome.NOWHERE, as_of)
        else:
            parcel.end(as_of, mail=mail)
    return len(set(mails))


@transaction.atomic
def _claim_pushes_of_one(as_of: datetime) -> list | None:
    """Takes one member's due pushes with what they will say; None when nobody is left."""
    member = _next_member(PUSH, as_of)
    if member is None:
        return None
    with _stumbling(member, PUSH, as_of):
        parcels = [parcel for parcel in _parcels(member, PUSH, as_of) if _in_pace(parcel, as_of)]
        devices = PushSubscription.objects.alive(member, as_of) if parcels else []
        if not devices:
            for parcel in parcels:
                parcel.rows().end(Outcome.NOWHERE, as_of)
            return []
        for parcel in parcels:
            parcel.claim(as_of)
        with translation.override(language_for(member, None, Brand.current())):
            return [(parcel, devices, pushing.words(parcel.items)) for parcel in parcels]
    return []


@contextmanager
def _stumbling(member, channel: str, as_of: datetime):
    """What cannot be worded for one member is undone, noted and tried later: nobody behind them waits for it."""
    try:
        with transaction.atomic():
            yield
    except OperationalError:
        raise  # the database is away: that is nobody's fault, and the sweep comes again
    except Exception:
        log.exception("What is due to member %s by %s could not be told", member.pk, channel)
        for delivery in Delivery.objects.to(member.pk, channel).due(as_of):
            delivery.stumble(as_of)


def _in_pace(parcel: Parcel, as_of: datetime) -> bool:
    """At most one push a thread in ten minutes: what comes sooner waits, and then goes as one."""
    last = Delivery.objects.last_push(parcel.member.pk, parcel.thread)
    if last is None or as_of - last >= PACE:
        return True
    parcel.rows().put_off(last + PACE)
    return False


def _next_member(channel: str, as_of: datetime):
    """A member to whom something is due, held until the transaction ends; None when nobody is left or free. What is
    due to who may not be told any more ends here."""
    while True:
        due = Delivery.objects.due(as_of).filter(channel=channel).values("notification__member_id")
        inbox = (
            Inbox.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(pk__in=due)
            .order_by("pk")
            .first()
        )
        if inbox is None:
            return None
        people = get_user_model().objects.joined().active(as_of)
        if member := people.filter(pk=inbox.pk).first():
            return member
        Delivery.objects.to(inbox.pk, channel).waiting().end(Outcome.GONE, as_of)


def _parcels(member, channel: str, as_of: datetime) -> list[Parcel]:
    """What goes to the member now, by thread. What does not has its outcome or its new time afterwards."""
    waiting = list(
        Delivery.objects.to(member.pk, channel).waiting().select_related("notification__actor").order_by("pk")
    )
    due = [delivery for delivery in waiting if delivery.due_at <= as_of]
    kept = _awake(member, _wanted(member, channel, due, as_of), as_of)
    threads = {delivery.notification.thread for delivery in kept}
    # What waits longer about the same thing goes along, so that the thread is one mail.
    early = [d for d in waiting if d.due_at > as_of and d.notification.thread in threads]
    kept += _still_wanted(member, channel, early) if channel == MAIL else []
    return _by_thread(member, _visible(member, kept, as_of))


def _wanted(member, channel: str, deliveries: list[Delivery], as_of: datetime) -> list[Delivery]:
    wanted = _still_wanted(member, channel, deliveries)
    rest = [delivery for delivery in deliveries if delivery not in wanted]
    read = [delivery.pk for delivery in rest if delivery.notification.read_at]
    Delivery.objects.filter(pk__in=read).end(Outcome.READ, as_of)
    Delivery.objects.filter(pk__in=[d.pk for d in rest]).end(Outcome.OFF, as_of)
    return wanted


def _still_wanted(member, channel: str, deliveries: list[Delivery]) -> list[Delivery]:
    """Those that are neither read nor turned off since."""
    if not deliveries:
        return []
    wishes = Choice.objects.of(member)
    return [
        delivery
        for delivery in deliveries
        if delivery.notification.read_at is None
        and channel in wishes.get(sort_of(delivery.notification.kind).name, ())
    ]


def _awake(member, deliveries: list[Delivery], as_of: datetime) -> list[Delivery]:
    """Those for which now is a time; the others are due when it is one."""
    if not deliveries:
        return []
    rhythm, now = Rhythm.objects.of(member), []
    for delivery in deliveries:
        moment = rhythm.next_moment(member, sort_of(delivery.notification.kind), as_of)
        if moment <= as_of:
            now.append(delivery)
        else:
            Delivery.objects.filter(pk=delivery.pk).put_off(moment)
    return now


def _visible(member, deliveries: list[Delivery], as_of: datetime) -> list[tuple[Delivery, reading.Item]]:
    """Those whose subject the member may still see (rows 2 and 4), and that still make sense; what was restricted, or
    has begun, since then ends the others."""
    items = reading.read(member, [delivery.notification for delivery in deliveries])
    pairs = list(zip(deliveries, items, strict=True))
    gone = [delivery.pk for delivery, item in pairs if item.is_gone or item.is_over(as_of)]
    Delivery.objects.filter(pk__in=gone).end(Outcome.GONE, as_of)
    return [(delivery, item) for delivery, item in pairs if delivery.pk not in gone]


def _by_thread(member, pairs: list[tuple[Delivery, reading.Item]]) -> list[Parcel]:
    bundles = defaultdict(list)
    for delivery, item in pairs:
        bundles[delivery.notification.thread or f"one:{delivery.pk}"].append((delivery, item))
    return [
        Parcel(member, [delivery for delivery, _ in found], [item for _, item in found])
        for found in bundles.values()
    ]
