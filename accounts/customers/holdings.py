"""What records hold about a person, and for how long."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.customers import facts
from accounts.customers.models import Record
from accounts.members.signals import member_left
from accounts.privacy import gone, registry, retention
from accounts.privacy.gone import Gone


def register() -> None:
    registry.register(
        "customer",
        label=_("That you are a verified customer"),
        model="accounts.Record",
        by=records,
        export=("number", "verified_at", "checked_at"),
        erase=registry.delete,
    )
    retention.register(
        "records", label=_("Customers that stand in no list any more"), days=400, past=unlisted
    )
    gone.register(Gone.Kind.NUMBER, of=numbers)
    member_left.connect(let_go, dispatch_uid="customers.let_go")


def records(member) -> QuerySet:
    return Record.objects.filter(Q(member=member) | Q(person=member))


def numbers(member) -> set[str]:
    """By which lists know the person: their own number, and those on record."""
    known = (member.membership_number or "", *records(member).values_list("number", flat=True))
    return {facts.canonical(number) for number in known}


def unlisted(moment: datetime) -> QuerySet:
    """Of nobody, and in no import since then."""
    return Record.objects.filter(member__isnull=True, listed_at__lt=moment)


def let_go(sender, member, **kwargs) -> None:
    """Who leaves is nobody's customer here."""
    for record in Record.objects.filter(member=member):
        record.let_go()
