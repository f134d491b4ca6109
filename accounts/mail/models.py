"""The outbox: one row a mail, written in the transaction that caused it; nothing else sends mail."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Mail(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"  # the right, the person or the need was gone when its turn came

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails")
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
    message_id = models.CharField(max_length=200, unique=True)
    # One mail an event and person: a doubled call finds the first row.
    once = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], name="mail_due", condition=models.Q(state="queued")),
            models.Index(fields=["claimed_at"], name="mail_in_flight", condition=models.Q(state="sending")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"
