"""Laws about records, counted by `manage.py check_invariants`."""

from django.db.models import F, Q

from accounts import invariants
from accounts.customers.models import Record


@invariants.register(
    "V1", "a record verifies one account, of a person who is a member, and nobody else's number"
)
def records_in_wrong_hands() -> int:
    """That it is one, the database itself refuses to break."""
    verified = Record.objects.verified()
    strangers = Q(member__joined_at__isnull=True) | Q(member__left_at__isnull=False)
    of_another = Q(person__joined_at__isnull=False, person__left_at__isnull=True) & ~Q(person=F("member"))
    return verified.filter(strangers | of_another).count()
