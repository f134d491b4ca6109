"""The mark beside the name of a verified customer: the house has compared the number and a second fact."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.customers.models import Record
from accounts.members import marks


def register() -> None:
    marks.register(of)


def of(member, viewer) -> Iterator[marks.Mark]:
    if record := Record.objects.of(member):
        day = date_format(timezone.localtime(record.verified_at), "DATE_FORMAT")
        yield marks.Mark("badge-check", _("Verified customer, since %(day)s") % {"day": day}, hue="green")
