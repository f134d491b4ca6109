"""Laws about uploads, counted by `manage.py check_invariants`."""

from datetime import timedelta

from django.utils import timezone

from accounts import invariants
from accounts.media import strays

# A sweep comes every hour; what it has had two chances to remove counts.
SWEPT_BY_NOW = strays.YOUNG + timedelta(hours=2)


@invariants.register("I9", "every file that an upload speaks of is there")
def rows_without_their_file() -> int:
    return sum(1 for _ in strays.missing())


@invariants.register("I9", "every stored file belongs to an upload")
def files_without_their_row() -> int:
    return sum(1 for _ in strays.found(timezone.now() - SWEPT_BY_NOW))
