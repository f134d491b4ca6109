"""The pass words: what must be true of all that was accepted, counted from the tables and the mails themselves."""

import email
from collections import Counter
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from accounts.mail.models import DEAD_AFTER
from accounts.models import Mail
from community.models import Comment, Notification, Post
from faults import place
from faults.house import until
from faults.writers import Diary
from tickets.models import Reminder, Reply, Ticket

SOON = 120  # seconds after which everybody has been told


def told_within(seconds: float = SOON) -> bool:
    """Waits until no mail waits or is on its way. In small runs what a dead worker held is not waited for five
    minutes: it counts as held for so long once no living one could still be at it. Nor for the next try of what the
    mail server did not take: it is due at once."""

    def nothing_waits() -> bool:
        if not place.DEEP:
            late = Mail.objects.in_flight().filter(claimed_at__lt=timezone.now() - timedelta(seconds=20))
            late.update(claimed_at=timezone.now() - DEAD_AFTER)
            Mail.objects.queued().filter(failing_since__isnull=False).update(next_try_at=timezone.now())
        return not Mail.objects.filter(state__in=["queued", "sending"]).exists()

    return until(nothing_waits, seconds + (DEAD_AFTER.total_seconds() if place.DEEP else 0), step=0.5)


def broken(diary: Diary, kills: int = 0) -> list[str]:
    """A sentence for each promise that does not hold; `kills` of workers may each have doubled one mail."""
    return [*lost(diary), *untold(diary), *mails(kills)]


def lost(diary: Diary) -> list[str]:
    """What was accepted is there once, and no complaint is there without its one ticket."""
    wrong = []
    for said in diary.accepted():
        if (count := rows_of(said)) != 1:
            wrong.append(f"an accepted {said.kind} is there {count} times")
        if said.key and Ticket.objects.filter(key=said.key).count() != 1:
            wrong.append(f"an accepted {said.kind} has no ticket {said.key}")
    for said in diary.said:
        if not said.accepted and rows_of(said) > 1:
            wrong.append(f"a {said.kind} without an answer is there more than once")
    return wrong


def rows_of(said) -> int:
    if said.kind == "complaint":
        return Ticket.objects.filter(post__in=Post.objects.filter(submission=said.submission)).count()
    model = {"staff only": Ticket, "comment": Comment, "answer": Comment, "reply": Reply}[said.kind]
    return model.objects.filter(submission=said.submission).count()


def untold(diary: Diary) -> list[str]:
    """Every customer and every team was told, in a row and by mail."""
    wrong = []
    for said in diary.accepted("complaint", "staff only"):
        ticket = Ticket.objects.get(key=said.key)
        for kind, at_least, at_most in (("tickets.received", 1, 1), ("tickets.new", 1, 20)):
            rows = Notification.objects.filter(kind=kind, subject_id=ticket.pk).count()
            if not at_least <= rows <= at_most:
                wrong.append(f"{rows} rows {kind} for {said.key}")
        wrong += unsent(said.key, f"ticket:{ticket.pk}:received")
    for said in diary.accepted("answer", "reply"):
        ticket = Ticket.objects.get(key=said.key)
        model = Comment if said.kind == "answer" else Reply
        event = f"{said.kind}:{model.objects.get(submission=said.submission).pk}"
        if Notification.objects.filter(member=ticket.customer, once__endswith=event).count() != 1:
            wrong.append(f"the customer of {said.key} was not told of the {said.kind}")
        wrong += unsent(said.key, f"ticket:{ticket.pk}:{event}")
    return wrong


def unsent(key: str, once: str) -> list[str]:
    states = list(Mail.objects.filter(once=once).values_list("state", flat=True))
    return [] if states == ["sent"] else [f"the mail {once} of {key}: {states or 'none'}"]


def mails(kills: int) -> list[str]:
    """Each mail went out at least once, and at most once more for each kill, under one Message-ID."""
    # What the demo tells of its past was never sent: it counts as sent when it was written.
    sent = Mail.objects.filter(state="sent", sent_at__gt=F("created_at"))
    # The rows before the files: a mail that goes out meanwhile is a file before its row says so.
    wanted = set(sent.values_list("message_id", flat=True))
    copies = delivered()
    extra = sum(count - 1 for count in copies.values())
    wrong = (
        [f"{len(wanted - set(copies))} mails count as sent and are not there"] if wanted - set(copies) else []
    )
    if extra > kills:
        wrong.append(f"{extra} mails too many after {kills} kills")
    return wrong


def delivered() -> Counter:
    """How often each Message-ID arrived."""
    heads = (
        email.message_from_bytes(path.read_bytes()[:4000]) for path in (place.DATA / "mail").glob("*.eml")
    )
    return Counter(head["Message-ID"] for head in heads)


def reminded_once(clocks) -> list[str]:
    """Each of these clocks told of each of its three stages once, and to everybody concerned."""
    wrong = []
    for clock in clocks:
        reminders = list(Reminder.objects.filter(clock=clock))
        stages = Counter(one.stage for one in reminders)
        if stages != {"warning": 1, "breach": 1, "escalation": 1}:
            wrong.append(f"{clock.ticket.key}: {dict(stages)}")
        for one in reminders:
            rows = Notification.objects.filter(
                kind=f"tickets.{one.stage}", once__endswith=f":reminder:{one.pk}"
            )
            people = Counter(rows.values_list("member", flat=True))
            if not people or max(people.values()) > 1:
                wrong.append(f"{clock.ticket.key}: {one.stage} told to {dict(people)}")
    return wrong
