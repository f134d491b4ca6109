"""The outbox: one row a mail, written in the transaction that caused it; nothing else sends mail."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.signals import mail_failed

# After each failed try a mail waits so many minutes, from the fifth on an hour; a day after the first failure
# it is given up.
PAUSES = (1, 2, 5, 15, 60)
GIVE_UP = A_DAY = timedelta(hours=24)
# A worker that has held a mail for so long is dead: its hard time limit is shorter.
DEAD_AFTER = timedelta(minutes=5)
# The whole queue waits so long when the server cannot be reached at all; nobody's mail is to blame for that.
SERVER_AWAY = timedelta(minutes=1)


def new_message_id() -> str:
    return f"<{uuid4().hex}@{settings.HOSTNAME}>"


class MailQuerySet(models.QuerySet["Mail"]):
    def queued(self):
        return self.filter(state=Mail.State.QUEUED)

    def in_flight(self):
        return self.filter(state=Mail.State.SENDING)

    def due(self, as_of: datetime):
        return self.queued().filter(next_try_at__lte=as_of)

    def oldest_due(self, as_of: datetime) -> float:
        """For how many seconds the longest waiting of the due mails has been due; 0 when none is."""
        first = self.due(as_of).aggregate(first=models.Min("next_try_at"))["first"]
        return (as_of - first).total_seconds() if first else 0.0

    def sent_as(self, message_id: str, address: str) -> "Mail | None":
        """The mail that went out under this Message-ID to this address, or None."""
        return self.gone_to(address).filter(message_id=message_id).first()

    def gone_to(self, address: str):
        """What has left for this address."""
        gone = self.filter(state__in=(Mail.State.SENDING, Mail.State.SENT, Mail.State.FAILED))
        return gone.filter(to__iexact=address)

    def last_sent_to(self, address: str, before: datetime) -> "Mail | None":
        """The latest mail that went to this address within a day before, and of which nothing more is known."""
        lately = self.gone_to(address).filter(sent_at__range=(before - A_DAY, before))
        return lately.filter(delivered_at=None, returned_at=None).order_by("-sent_at", "-pk").first()

    def written_to(self, member, kinds, since: datetime):
        """What of these kinds was written to the member since then, and not taken back before it went."""
        mine = self.filter(member_id=member.pk, kind__in=kinds, created_at__gte=since)
        return mine.exclude(state=Mail.State.DROPPED)

    def of(self, about: str):
        """What was written about this ("ticket:31"), oldest first."""
        return self.filter(about=about).order_by("pk")

    @transaction.atomic
    def claim(self, as_of: datetime, limit: int = 1) -> list["Mail"]:
        """Takes due mails for sending, the longest waiting first. Two workers never take the same."""
        due = self.due(as_of).select_for_update(skip_locked=True).order_by("next_try_at", "id")
        mails = list(due[:limit])
        for mail in mails:
            mail.state, mail.claimed_at, mail.attempts = Mail.State.SENDING, as_of, mail.attempts + 1
        self.bulk_update(mails, ["state", "claimed_at", "attempts"])
        return mails

    def take_back(self, as_of: datetime) -> int:
        """Returns to the queue what a dead worker left half sent, under the same Message-ID."""
        left = self.in_flight().filter(claimed_at__lte=as_of - DEAD_AFTER)
        return left.update(state=Mail.State.QUEUED, next_try_at=as_of, claimed_at=None)

    def wait_for_server(self, as_of: datetime, error: str) -> int:
        """The server cannot be reached: all that is due waits, and what has waited a day is given up."""
        due = self.due(as_of)
        for mail in due.filter(failing_since__lte=as_of - GIVE_UP):
            mail.given_up(error)
        since = models.functions.Coalesce(F("failing_since"), models.Value(as_of))
        return due.update(next_try_at=as_of + SERVER_AWAY, error=error[:300], failing_since=since)


class Mail(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"  # the right, the person or the need was gone when its turn came

    class Returned(models.TextChoices):
        """Why it came back."""

        FULL = "full", _("mailbox full")
        UNKNOWN = "unknown", _("no such address")
        REFUSED = "refused", _("the other side refuses our mail")
        OTHER = "other", _("it came back")
        DEAD = "dead", _("mail to this address comes back")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    to = models.EmailField()
    kind = models.CharField(max_length=60)
    # What it is about, for the row to be found from a ticket ("ticket:31"); never part of the text.
    about = models.CharField(max_length=60, blank=True, db_index=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # Files made at sending time by a registered maker: [{"maker": "tickets.receipt", "id": 31}].
    attachments = models.JSONField(default=list)
    # Made here and kept through all tries, so that a mailbox recognises a second copy.
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    # One mail an event and address: a doubled call finds the first row.
    once = models.CharField(max_length=120, null=True)
    # Holds a code or a link that opens something: its words are not kept once it is sent.
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    failing_since = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # What the other side said later: by a provider's call, or by returning it.
    delivered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned = models.CharField(max_length=8, choices=Returned.choices, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["once", "to"], name="mail_once_an_event_and_address"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False),
                name="mail_in_flight_has_been_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_has_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="mail_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_at"], name="mail_in_flight", condition=Q(state="sending")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"

    # What became of it. Each of these changes only what this very claim still holds: a worker that was
    # thought dead and wakes up finds nothing to mark.

    def sent(self, at: datetime) -> None:
        words = {"subject": "", "text": "", "html": ""} if self.is_secret else {}
        self._end(state=self.State.SENT, sent_at=at, error="", **words)

    @transaction.atomic
    def refused(self, error: str, *, reason: str = "", dead: bool = False, as_of: datetime) -> None:
        """The server will never take it; its words are kept, with the reason where it is about the address."""
        known = {"returned": reason, "returned_at": as_of} if reason else {}
        if self._end(state=self.State.FAILED, error=error[:300], **known):
            self._lost(dead=dead, as_of=as_of)

    @transaction.atomic
    def given_up(self, error: str) -> None:
        """It waited for the server for too long, and was not tried again."""
        mine = Mail.objects.queued().filter(pk=self.pk)
        if mine.update(state=self.State.FAILED, error=error[:300]):
            mail_failed.send(Mail, mail=self)

    def dropped(self, reason: str) -> None:
        self._end(state=self.State.DROPPED, error=reason[:300])

    def delivered(self, at: datetime) -> None:
        """The other side has taken it."""
        there = Mail.objects.filter(pk=self.pk, delivered_at__isnull=True, returned_at__isnull=True)
        there.update(delivered_at=at)
        self.refresh_from_db(fields=["delivered_at", "returned_at"])

    @transaction.atomic
    def came_back(self, reason: str, words: str, *, dead: bool, as_of: datetime) -> None:
        """It was returned: for good, if the address itself is dead. Safe twice."""
        fields = {"state": self.State.FAILED, "returned_at": as_of, "returned": reason, "error": words[:300]}
        if Mail.objects.filter(pk=self.pk, returned_at__isnull=True).update(**fields):
            for name, value in fields.items():
                setattr(self, name, value)
            self._lost(dead=dead, as_of=as_of)

    def _lost(self, *, dead: bool, as_of: datetime) -> None:
        if dead:
            DeadAddress.objects.bury(self, as_of=as_of)
        mail_failed.send(Mail, mail=self)

    def delayed(self, error: str, as_of: datetime) -> None:
        """It could not be sent now; given up a day after that began."""
        since = self.failing_since or as_of
        if as_of - since >= GIVE_UP:
            self.refused(error, as_of=as_of)
        else:
            pause = timedelta(minutes=PAUSES[min(self.attempts, len(PAUSES)) - 1])
            self._back(next_try_at=as_of + pause, error=error[:300], failing_since=since)

    def put_back(self, as_of: datetime) -> None:
        """It was not tried at all."""
        self._back(next_try_at=as_of, attempts=self.attempts - 1)

    def _back(self, **fields) -> None:
        self._end(state=self.State.QUEUED, claimed_at=None, **fields)

    def _end(self, **fields) -> bool:
        mine = Mail.objects.in_flight().filter(pk=self.pk, claimed_at=self.claimed_at)
        if is_mine := bool(mine.update(**fields)):
            for name, value in fields.items():
                setattr(self, name, value)
        return is_mine
