"""Laws about mail, counted by `manage.py check_invariants`."""

from datetime import timedelta

from django.utils import timezone

from accounts import invariants
from accounts.mail.incoming import retention
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail


@invariants.register("I5", "no mail has been due for more than two minutes")
def mails_that_nobody_takes() -> int:
    return Mail.objects.due(timezone.now() - timedelta(seconds=120)).count()


@invariants.register("I6", "no mail has been on its way for more than ten minutes")
def mails_that_hang() -> int:
    return Mail.objects.in_flight().filter(claimed_at__lt=timezone.now() - timedelta(minutes=10)).count()


@invariants.register("M1", "no original of a mail that came in is kept longer than the house keeps it")
def originals_that_stayed() -> int:
    """A day of grace, for a worker that was away."""
    oldest = timezone.now() - retention.kept() - timedelta(days=1)
    return IncomingMail.objects.with_original().received_before(oldest).count()
