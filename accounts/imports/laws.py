"""Laws about imports, counted by `manage.py check_invariants`."""

from datetime import timedelta

from django.utils import timezone

from accounts import invariants
from accounts.imports.models import Import
from accounts.imports.rows import Row

STANDSTILL = timedelta(minutes=10)


@invariants.register(
    "V2", "an import that was entered has entered each of its good rows, and each has its person"
)
def rows_that_were_left_out() -> int:
    entered = Row.objects.filter(of__state=Import.State.DONE, outcome__in=Row.GOOD)
    return entered.filter(entered_at__isnull=True).count() + entered.filter(member__isnull=True).count()


@invariants.register("V2", "an import that was undone has undone each of its rows, or says why not")
def rows_that_were_not_undone() -> int:
    return Row.objects.filter(of__state=Import.State.UNDONE).to_undo().count()


@invariants.register("V3", "no import waits for its worker for more than ten minutes")
def imports_that_nobody_works_on() -> int:
    """One that is worked on says so every few seconds."""
    silent = Import.objects.filter(state__in=Import.WORKING, claimed_at__lt=timezone.now() - STANDSTILL)
    return silent.count()
