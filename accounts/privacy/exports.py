"""Exports: everything about me, packed by the worker for me alone, and gone after a week (L-22)."""

import uuid
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.mail import outbox
from accounts.members.models import Member
from accounts.nudges import nudge

PACK_DUE = "accounts.privacy.tasks.pack_due"
KEPT = timedelta(days=7)
# A worker that has held one for so long is dead: its hard time limit is shorter.
DEAD_AFTER = timedelta(minutes=5)


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, member):
        return self.filter(member=member).order_by("-asked_at")

    def under_way(self):
        return self.filter(ready_at__isnull=True)

    def takeable(self, as_of: datetime):
        """Those that can be downloaded."""
        return self.filter(ready_at__isnull=False, expires_at__gt=as_of)

    def takeable_by(self, member):
        """One's own, while they last; nobody else's, whoever asks."""
        return self.of(member).takeable(timezone.now())

    @transaction.atomic
    def ask(self, *, by, as_of: datetime | None = None) -> "Export":
        """Asks for an export, or returns the one that is being packed."""
        Member.objects.select_for_update().get(pk=by.pk)
        waiting = self.of(by).under_way().first()
        if waiting is None:
            waiting = self.create(member=by, asked_at=as_of or timezone.now())
        nudge(PACK_DUE)
        return waiting

    @transaction.atomic
    def claim(self, as_of: datetime) -> "Export | None":
        """Takes the one that has waited longest; two workers never take the same."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=as_of - DEAD_AFTER)
        found = self.under_way().filter(free).select_for_update(skip_locked=True, of=("self",))
        export = found.select_related("member").order_by("asked_at").first()
        if export:
            export.claimed_at = as_of
            export.save(update_fields=["claimed_at"])
        return export

    def sweep(self, as_of: datetime) -> int:
        """Removes those whose week is over, file and row; returns how many."""
        return sum(export.remove() for export in self.filter(expires_at__lte=as_of))


class Export(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, expires_at__isnull=True)
                | Q(ready_at__isnull=False, expires_at__isnull=False),
                name="export_ready_has_an_end",
            )
        ]

    @property
    def path(self) -> str:
        return f"exports/{self.pk.hex}.zip"

    def open(self) -> File:
        """The packed file. Raises FileNotFoundError when a sweep was quicker."""
        return default_storage.open(self.path)

    def keep(self, packed: File, *, as_of: datetime) -> None:
        """Stores what was packed and tells the member by mail. Safe twice: the later one stands."""
        default_storage.save(self.path, packed)
        with transaction.atomic():
            mine = Export.objects.under_way().filter(pk=self.pk)
            if mine.update(ready_at=as_of, expires_at=as_of + KEPT, size=packed.size):
                once = f"accounts.export_ready:{self.pk}"
                outbox.write(kind="accounts.export_ready", to=self.member, once=once, as_of=as_of)

    @transaction.atomic
    def remove(self) -> bool:
        """Row and file; False when somebody was quicker."""
        gone = Export.objects.filter(pk=self.pk).delete()[0]
        transaction.on_commit(partial(default_storage.delete, self.path), robust=True)
        return bool(gone)
