"""History: one row per act, append-only and chained by hashes (L-17, D-7)."""

import hashlib
import json
import secrets
from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils import timezone


class TicketEvent(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the ticket
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    payload_digest = models.CharField(max_length=64)  # sha256(salt ‖ payload)
    digest = models.CharField(max_length=64)  # sha256(previous digest ‖ number ‖ kind ‖ at ‖ payload digest)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="history_numbered_without_gaps")
        ]
        ordering = ["number"]


class TicketEventPayload(models.Model):
    """What the act was about, apart from the chain: erasure may blank it and the chain still holds."""

    event = models.OneToOneField(TicketEvent, models.CASCADE, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    payload = models.JSONField(null=True)


def payload_digest(salt: str, payload: dict) -> str:
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((salt + canonical).encode()).hexdigest()


def chain_digest(previous: str, event: TicketEvent) -> str:
    # Whatever zone the act was told in, the table gives it back in UTC.
    at = event.at.astimezone(UTC).isoformat()
    line = "\n".join([previous, str(event.number), event.kind, at, event.payload_digest])
    return hashlib.sha256(line.encode()).hexdigest()


def record(ticket, kind: str, *, by=None, as_of=None, **payload) -> TicketEvent:
    """Adds an act to the ticket's history; call it inside the verb's transaction, with the ticket's row locked.

    Returns the new event.
    """
    last = ticket.events.order_by("-number").first()
    salt = secrets.token_hex(16)
    event = TicketEvent(
        ticket=ticket,
        number=(last.number if last else 0) + 1,
        kind=kind,
        actor=by,
        at=as_of or timezone.now(),
        payload_digest=payload_digest(salt, payload),
    )
    event.digest = chain_digest(last.digest if last else "", event)
    event.save(force_insert=True)
    TicketEventPayload.objects.create(event=event, salt=salt, payload=payload)
    return event


def broken_links(ticket) -> int:
    """How many events of the ticket do not fit the chain, or carry a payload that is not the one recorded."""
    previous, broken = "", 0
    for number, event in enumerate(ticket.events.select_related("detail").order_by("number"), 1):
        sound = event.number == number and event.digest == chain_digest(previous, event)
        detail = getattr(event, "detail", None)
        if detail is not None and detail.payload is not None:
            sound = sound and payload_digest(detail.salt, detail.payload) == event.payload_digest
        broken += not sound
        previous = event.digest
    return broken
