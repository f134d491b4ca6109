"""Heartbeats: what runs in the background says now and then that it does, and somebody notices when it stops."""

from datetime import datetime

from django.db import models
from django.utils import timezone

WORKER = "worker"
SLA_SWEEP = "sla-sweep"
MAILBOX = "mailbox"  # the one that is polled was read to its end


class HeartbeatQuerySet(models.QuerySet):
    def beat(self, name: str, as_of: datetime | None = None) -> None:
        """Notes that the part of that name was alive."""
        row = self.model(name=name, at=as_of or timezone.now())
        self.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])

    def ages(self, as_of: datetime) -> dict[str, float]:
        """Seconds since each part was last heard of; who was never heard of is missing."""
        return {row.name: max(0.0, (as_of - row.at).total_seconds()) for row in self.all()}


class Heartbeat(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
