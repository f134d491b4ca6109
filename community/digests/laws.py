"""Laws about digests, counted by `manage.py check_invariants`."""

import itertools
from datetime import timedelta

from django.utils import timezone

from accounts import due, invariants
from community.digests.models import Digest, Issue

LATE = timedelta(hours=2)  # a Monday morning of a large house takes its time
LATELY = timedelta(days=35)


digests_that_nobody_made = due.register("digest", Digest.objects.due, within=LATE)


@invariants.register("N3", "no two digests tell a member of the same time")
def times_told_twice() -> int:
    rows = Issue.objects.regular().filter(until__gt=timezone.now() - LATELY).order_by("member", "until", "pk")
    found = list(rows.values_list("member", "since", "until"))
    return sum(one[0] == two[0] and two[1] < one[2] for one, two in itertools.pairwise(found))
