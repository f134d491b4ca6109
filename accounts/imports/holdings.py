"""What imports hold about a person, and for how long: an import can be undone while its rows are kept."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.customers.signals import person_recognised
from accounts.imports.models import Import
from accounts.imports.rows import Row
from accounts.privacy import registry, retention


def register() -> None:
    registry.register(
        "imported",
        label=_("What the brand's lists say of you"),
        model="accounts.Row",
        by=rows,
        export=("of__name", "of__made_at", "of__headings", "cells"),
        erase=registry.delete,
    )
    registry.register(
        "imports",
        label=_("Lists that you brought in as staff"),
        model="accounts.Import",
        by="made_by",
        export=("name", "made_at"),
        erase=registry.keep,
        fate=registry.NAMELESS,
        covers=("accounts.Original",),
    )
    person_recognised.connect(follow, dispatch_uid="imports.follow")
    retention.register("imported", label=_("Rows of lists that were imported"), days=90, past=old_rows)


def rows(member) -> QuerySet:
    """Those that were entered as them, and those that were refused with their address."""
    to_them = Q(email__iexact=member.email) if member.email else Q(pk__in=[])
    return Row.objects.filter(Q(member=member) | to_them)


def follow(sender, person, member, **kwargs) -> None:
    """Rows that brought the person in are the member's now, but in a list that holds the member by another row."""
    theirs = Row.objects.filter(member=member, entered_at__isnull=False).values("of")
    Row.objects.filter(member=person).exclude(of__in=theirs).update(member=member)


def old_rows(moment: datetime) -> QuerySet:
    return Row.objects.filter(of__made_at__lt=moment).exclude(of__state__in=Import.WORKING)
