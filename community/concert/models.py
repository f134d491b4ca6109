"""Accounts in concert: pairs that praise or smear together, laid side by side for the managers. Nothing ever happens by
it: it is evidence with its reasons, and a person decides."""

from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from community.concert import evidence
from community.transactions import all_or_nothing

LOCK = 0x50C4  # one look at a time


class ConcertQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.all() if member.is_manager else self.none()

    def unsettled(self):
        return self.filter(settled_at__isnull=True)

    @all_or_nothing
    def look(self, as_of: datetime) -> int:
        """Gathers the evidence of the last month anew; returns how many pairs there are. Twice at once, or twice on one
        night, it finds the same. What a manager has settled comes back only when it weighs more than then."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = evidence.gathered(as_of)
        groups = evidence.clusters(found)
        kept = {(row.one_id, row.other_id): row for row in self.select_for_update()}
        for pair, row in kept.items():
            if pair not in found and row.settled_at is None:
                row.delete()
        for pair, reasons in found.items():
            self._note(kept.get(pair), pair, reasons, groups[pair], as_of)
        return len(found)

    def _note(self, row, pair, reasons: dict[str, int], cluster: int, as_of: datetime) -> None:
        weight = evidence.score(reasons)
        known = {"score": weight, "reasons": reasons, "cluster": cluster, "seen_at": as_of}
        if row is not None and row.settled_at is not None and weight > row.score:
            known |= {"settled_at": None, "settled_by": None, "settled_note": ""}
        elif row is not None and row.settled_at is not None:
            known = {"seen_at": as_of, "cluster": cluster}
        self.update_or_create(one_id=pair[0], other_id=pair[1], defaults=known)


class Concert(models.Model):
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cluster = models.BigIntegerField()  # the same for all that hang together
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_note = models.CharField(max_length=280, blank=True)

    objects = ConcertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_accounts_in_one_row"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="concert_the_smaller_first"),
        ]
        indexes = [models.Index(fields=["cluster", "-score"], name="concert_by_cluster")]

    def settle(self, *, by, note: str, as_of: datetime | None = None) -> bool:
        """A manager has looked: all of the cluster is put aside; False when it was before."""
        there = Concert.objects.unsettled().filter(cluster=self.cluster)
        return bool(there.update(settled_at=as_of or timezone.now(), settled_by=by, settled_note=note))
