"""Once a year each verified customer is looked up again in the newest list of all customers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.customers.models import Record
from accounts.imports.models import Import

A_YEAR = timedelta(days=365)


def recheck_due(as_of: datetime | None = None) -> int:
    """Looks up whose year is over and returns how many fell away; safe twice. Without a whole list all stay."""
    now = as_of or timezone.now()
    newest = Import.objects.whole_lists().values_list("run_at", flat=True).first()
    due = Record.objects.verified().filter(checked_at__lte=now - A_YEAR).order_by("pk")
    return sum(not _recheck(number, newest, now) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _recheck(number: int, newest: datetime | None, now: datetime) -> bool:
    """Whether it still holds, or another worker was quicker."""
    due = Record.objects.verified().filter(pk=number, checked_at__lte=now - A_YEAR)
    record = due.select_for_update(skip_locked=True, of=("self",)).select_related("member").first()
    return record is None or record.recheck(newest, now)
