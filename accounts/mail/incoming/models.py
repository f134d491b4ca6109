"""Incoming mail: the raw message first, as it came and once; then what became of it."""

import hashlib
import uuid
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mail.incoming import letters

LARGEST = 64 * 1024 * 1024
KEPT_OF_THE_REST = 256 * 1024  # bytes of a message that is larger: its head, for a person to look at
MOST_ATTEMPTS = 3


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    def waiting(self):
        """Stored, and nothing made of it yet."""
        return self.filter(outcome="")

    def quarantined(self):
        """For a person to look at."""
        return self.filter(outcome=IncomingMail.Outcome.QUARANTINE, settled_at__isnull=True)

    def from_address(self, address: str):
        return self.filter(sender=address)

    def since(self, moment: datetime):
        return self.filter(received_at__gt=moment)

    def received_before(self, moment: datetime):
        return self.filter(received_at__lt=moment)

    def with_original(self):
        """Those that have become something, or nothing, and whose original is still there."""
        return self.filter(forgotten_at__isnull=True).exclude(outcome="")

    @transaction.atomic
    def forget(self, as_of: datetime) -> int:
        """Empties the originals; nobody decides any more about what cannot be read. Returns how many."""
        self.filter(outcome=IncomingMail.Outcome.QUARANTINE, settled_at=None).update(settled_at=as_of)
        self.filter(made="").update(text="", subject="")
        return self.update(raw=b"", forgotten_at=as_of)

    def light(self):
        """Without the raw bytes, which may be megabytes."""
        return self.defer("raw")

    def keep(self, raw: bytes, *, door: str, as_of: datetime | None = None) -> tuple["IncomingMail", bool]:
        """Stores the message, or finds the one that was stored before; returns it and whether it is new."""
        whole = raw if len(raw) <= LARGEST else raw[:KEPT_OF_THE_REST]
        mail = IncomingMail(
            raw=whole,
            size=len(raw),
            digest=hashlib.sha256(raw).hexdigest(),
            door=door,
            received_at=as_of or timezone.now(),
            **marks_of(whole),
        )
        mail.once = once_of(mail)
        IncomingMail.objects.bulk_create([mail], ignore_conflicts=True)
        stored = IncomingMail.objects.light().get(once=mail.once)
        return stored, stored.token == mail.token


def marks_of(raw: bytes) -> dict[str, str]:
    """What the head says of itself; a head that nobody can read says nothing."""
    head = raw.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0][:KEPT_OF_THE_REST]
    try:
        letter = letters.read(head + b"\n\n")
    except (RecursionError, ValueError, LookupError, TypeError):
        return {}
    fitting = letter.message_id if len(letter.message_id) <= 250 else ""
    return {
        "message_id": letters.storable(fitting),
        "sender": letters.storable(letter.address[:254]),
        "subject": letters.storable(letter.subject[:250]),
    }


def once_of(mail: "IncomingMail") -> str:
    """One message, one row: the same Message-ID from the same sender, else the same bytes."""
    mark = f"{mail.message_id}\n{mail.sender}" if mail.message_id else mail.digest
    return hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()


class IncomingMail(models.Model):
    class Outcome(models.TextChoices):
        REPLY = "reply", _("Reply to a request")
        COMMENT = "comment", _("Comment")
        REQUEST = "request", _("New request")
        QUARANTINE = "quarantine", _("Put aside")
        IGNORED = "ignored", _("Left alone")
        DUPLICATE = "duplicate", _("Came twice")

    class Reason(models.TextChoices):
        NONE = "", ""
        # ignored
        OWN = "own_mail", _("It is one of our own mails.")
        RETURNED = "bounce", _("A mail server returned one of our mails.")
        AUTOMATIC = "automatic", _("A machine answered, not a person.")
        LIST = "list", _("It was sent to a list.")
        # put aside
        NO_SENDER = "no_sender", _("It does not say who it is from.")
        UNREADABLE = "unreadable", _("It cannot be read.")
        TOO_BIG = "too_big", _("It is too big.")
        EMPTY = "empty", _("Nothing new is written in it.")
        BAD_TOKEN = "bad_token", _("Its reply address is not one of ours.")
        EXPIRED = "expired", _("Its reply address is too old.")
        OTHER_SENDER = "other_sender", _("It was not sent from the address that we wrote to.")
        NO_RIGHT = "no_right", _("The sender may not write there any more.")
        FORGED = "forged", _("The mail server says that the sender is not who it claims to be.")
        STAFF = "staff", _("It claims to be from staff, without a reply address of ours.")
        NO_ADDRESS = "no_reply_address", _("It answers one of our mails, but not to its reply address.")
        SPAM = "spam", _("The mail server takes it for advertising.")
        TOO_MANY = "too_many", _("The sender has begun many requests in a short time.")
        REPEATED = "repeated", _("The sender has written the same before, today.")
        REFUSED = "refused", _("What it says could not be taken as it is.")
        FAILED = "failed", _("Something went wrong on our side while reading it.")

    raw = models.BinaryField()
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    once = models.CharField(max_length=64, unique=True)
    # Tells the row that was just written from one that another door wrote before.
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    door = models.CharField(max_length=30)
    message_id = models.CharField(max_length=250, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    # What became of it. Empty: nothing yet, the next sweep takes it.
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("why"), max_length=20, choices=Reason.choices, blank=True)
    sorted_at = models.DateTimeField(null=True)
    text = models.TextField(_("text"), blank=True)  # what people read of it
    # What it belongs to and what was made ("ticket:31", "reply:5", "comment:9"); rooms above know the words.
    about = models.CharField(max_length=60, blank=True)
    made = models.CharField(max_length=60, blank=True)
    reference = models.CharField(_("reference"), max_length=32, blank=True)
    left_out = models.JSONField(default=list)  # names of files that could not be taken
    # Since then without its original (retention).
    forgotten_at = models.DateTimeField(null=True)
    # A person has decided about what was put aside, or nobody did while its original was kept.
    settled_at = models.DateTimeField(_("decided"), null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mail")
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="duplicate"), name="incoming_mail_is_never_its_own_duplicate"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", sorted_at__isnull=True)
                | (~Q(outcome="") & Q(sorted_at__isnull=False)),
                name="incoming_mail_sorted_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["reply", "comment", "request"]) | ~Q(made=""),
                name="incoming_mail_taken_made_something",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="incoming_waiting", condition=Q(outcome="")),
            models.Index(
                fields=["-received_at"], name="incoming_quarantine",
                condition=Q(outcome="quarantine", settled_at__isnull=True),
            ),
            models.Index(fields=["received_at"], name="incoming_original", condition=Q(forgotten_at=None)),
            models.Index(fields=["about"], name="incoming_about", condition=~Q(about="")),
            models.Index(fields=["sender", "received_at"], name="incoming_by_sender"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject or self.sender or str(self.pk)

    # Questions

    @property
    def is_cut(self) -> bool:
        """It was too big, and only its head is kept."""
        return self.size > LARGEST

    @property
    def is_open_question(self) -> bool:
        return self.outcome == self.Outcome.QUARANTINE and self.settled_at is None

    def letter(self) -> letters.Letter:
        return letters.read(bytes(self.raw))

    # Verbs

    def tried(self, as_of: datetime) -> None:
        """Counts the try before it begins, so that a message that kills its worker is not tried for ever."""
        IncomingMail.objects.filter(pk=self.pk).update(attempts=models.F("attempts") + 1, tried_at=as_of)
        self.refresh_from_db(fields=["attempts", "tried_at"])

    def become(self, verdict, as_of: datetime) -> None:
        """Writes down what became of it."""
        self.outcome, self.reason = verdict.outcome, verdict.reason
        self.about, self.made, self.reference = verdict.about, verdict.made, verdict.reference
        self.text, self.left_out, self.sorted_at = verdict.text, list(verdict.left_out), as_of
        self.save(
            update_fields=[
                "outcome", "reason", "about", "made", "reference", "text", "left_out", "sorted_at",
            ]
        )  # fmt: skip

    def settle(self, *, by, as_of: datetime | None = None) -> None:
        """A person has decided."""
        self.settled_at, self.settled_by = as_of or timezone.now(), by
        self.save(update_fields=["settled_at", "settled_by"])
