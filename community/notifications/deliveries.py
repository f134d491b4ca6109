"""Deliveries: what is still owed to a member outside of the app, a row for each notification and way, due at a time.

The row is written with the notification, so one event is at most one push and one mail; the sweep ends it with exactly
one outcome. Times are columns: nothing waits in a worker's memory (R4).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.nudges import nudge
from community.notifications import channels, kinds
from community.notifications.channels import DIGEST, MAIL, PUSH, sort_of
from community.notifications.subscriptions import PushSubscription

DELIVER = "community.notifications.tasks.deliver_due"
# A worker that has held a push for so long is dead: its hard time limit is shorter.
DEAD_AFTER = timedelta(minutes=5)
PACE = timedelta(minutes=10)  # at most one push a thread in this time
PAUSES = (1, 5, 15, 60)  # minutes after each failed try; after the last it is given up


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self):
        return self.filter(outcome="", claimed_at__isnull=True)

    def written(self):
        """Those that went out as a mail or in a digest."""
        went = (Delivery.Outcome.SENT, Delivery.Outcome.BUNDLED)
        return self.filter(channel__in=(MAIL, DIGEST), outcome__in=went)

    def due(self, as_of: datetime):
        return self.waiting().filter(due_at__lte=as_of)

    def to(self, member: int, channel: str):
        return self.filter(notification__member_id=member, channel=channel)

    def in_thread(self, thread: str):
        return self.filter(notification__thread=thread)

    def last_push(self, member: int, thread: str) -> datetime | None:
        """When the member was last told of this thread by a push, also one that is on its way."""
        of_thread = self.to(member, PUSH).in_thread(thread)
        sent = of_thread.filter(outcome=Delivery.Outcome.SENT).aggregate(last=models.Max("ended_at"))["last"]
        going = of_thread.filter(outcome="").aggregate(last=models.Max("claimed_at"))["last"]
        return max((at for at in (sent, going) if at), default=None)

    def owe(self, rows: Iterable, kind: str, wishes: dict[int, frozenset[str]]) -> None:
        """Writes down what these new notifications of the kind are owed on the ways that their members want."""
        sort, rows = sort_of(kind), list(rows)
        is_held = kinds.find(kind).is_held
        owed = []
        if not sort.is_mailed_by_room:
            wait = channels.HELD if is_held else timedelta()
            owed += [
                self.model(notification=row, channel=MAIL, due_at=row.created_at + wait)
                for row in rows
                if MAIL in wishes[row.member_id]
            ]
        pushed = [row for row in rows if PUSH in wishes[row.member_id]]
        listening = PushSubscription.objects.listeners([row.member_id for row in pushed]) if pushed else set()
        pushes = [
            self.model(notification=row, channel=PUSH, due_at=row.created_at)
            for row in pushed
            if row.member_id in listening
        ]
        self.bulk_create([*owed, *pushes], batch_size=2000)
        if pushes or not is_held:
            nudge(DELIVER)

    def told_in_digest(self, notifications: Iterable[int], mail, as_of: datetime) -> None:
        """These stand in that digest; nobody owed them, so the row is written when it is done."""
        told = {"channel": DIGEST, "due_at": as_of, "ended_at": as_of, "outcome": Delivery.Outcome.SENT}
        self.bulk_create([self.model(notification_id=key, mail=mail, **told) for key in notifications])

    def claim(self, as_of: datetime) -> None:
        """These are on their way: no other worker takes them."""
        self.update(claimed_at=as_of, attempts=models.F("attempts") + 1)

    def take_back(self, as_of: datetime) -> int:
        """Gives back what a dead worker held."""
        left = self.filter(outcome="", claimed_at__lte=as_of - DEAD_AFTER)
        return left.update(claimed_at=None, due_at=as_of)

    def put_off(self, until: datetime) -> None:
        self.filter(outcome="").update(claimed_at=None, due_at=until)

    def end(self, outcome: str, as_of: datetime, **more) -> int:
        """Ends those that have not ended yet; returns how many."""
        return self.filter(outcome="").update(outcome=outcome, ended_at=as_of, claimed_at=None, **more)

    def owe_again(self, mail, as_of: datetime) -> int:
        """What this mail was to tell is owed as before: it never went."""
        told = self.filter(mail=mail)
        return told.update(outcome="", ended_at=None, claimed_at=None, due_at=as_of, mail=None)

    def silence(self, member, thread: str, kinds: Iterable[str]) -> int:
        """The member has turned the thread down: nothing of these kinds that still waits goes out."""
        of_member = self.waiting().in_thread(thread).filter(notification__member=member)
        return of_member.filter(notification__kind__in=list(kinds)).end(Delivery.Outcome.OFF, timezone.now())


class Delivery(models.Model):
    class Outcome(models.TextChoices):
        SENT = "sent"
        BUNDLED = "bundled"  # went with another one of its thread
        READ = "read"  # seen in the app before its time came
        OFF = "off"  # the member does not want it any more
        GONE = "gone"  # the right to see it, the thing or the person is gone
        NOWHERE = "nowhere"  # no address, no device
        FAILED = "failed"

    notification = models.ForeignKey("community.Notification", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=[(name, name) for name in (MAIL, PUSH, DIGEST)])
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("accounts.Mail", models.SET_NULL, null=True, related_name="deliveries")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="one_event_is_one_push_and_one_mail"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="a_delivery_ends_once",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="delivery_due", condition=Q(outcome=""))]

    def stumble(self, as_of: datetime) -> None:
        """One try that failed: later again, or never."""
        rows = Delivery.objects.filter(pk=self.pk, outcome="")
        rows.update(attempts=models.F("attempts") + 1)
        self.attempts += 1
        if pause := self.pause():
            rows.put_off(as_of + pause)
        else:
            rows.end(self.Outcome.FAILED, as_of)

    def pause(self) -> timedelta | None:
        """How long to wait after the try that just failed; None when it was the last."""
        return timedelta(minutes=PAUSES[self.attempts - 1]) if self.attempts <= len(PAUSES) else None
