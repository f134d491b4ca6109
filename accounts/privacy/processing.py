"""The record of processing (GDPR art. 30), written from what the house holds by its own registers (L-26)."""

import csv
import io
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.brand.models import Brand
from accounts.privacy import registry, retention
from accounts.privacy.headings import heading
from accounts.privacy.retention import Period
from accounts.spreadsheets import harmless


@dataclass(frozen=True)
class Line:
    part: str
    name: str
    words: str
    until: str = ""


def record() -> list[Line]:
    """Who answers for it, what for, whose data, who gets it; then class by class what is held, and for how long."""
    return [*_house(), *_general(), *_classes(), *_periods()]


def parts() -> dict[str, list[Line]]:
    """The same by its parts, in their order."""
    found: dict[str, list[Line]] = {}
    for line in record():
        found.setdefault(line.part, []).append(line)
    return found


def as_csv() -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Part"), _("Name"), _("Content"), _("Until when")])
    for line in record():
        writer.writerow(map(harmless, (line.part, line.name, line.words, line.until)))
    return out.getvalue()


def file_name() -> str:
    brand = Brand.current()
    return f"{brand.key_prefix.lower()}-processing-{timezone.localdate(timezone=brand.zone)}.csv"


def _house() -> list[Line]:
    brand, part = Brand.current(), _("Who answers for it")
    contact = " · ".join(filter(None, (brand.contact_email, brand.contact_phone)))
    known = (
        (_("Name"), brand.legal_name or brand.name), (_("Tax number"), brand.tax_id),
        (_("Address"), " ".join(brand.address.split())), (_("Contact"), contact),
    )  # fmt: skip
    return [Line(part, name, words) for name, words in known if words]


def _general() -> list[Line]:
    part = _("In general")
    said = {
        _("What for"): _(
            "A community of customers, answering what they ask and complain about, order among them."
        ),
        _("On what ground"): _(
            "The membership; the law of customer service; consent for what one may leave out; safety."
        ),
        _("Whose data"): _("Members, customers who have not joined, staff, and whoever writes to the house."),
        _("Who gets it"): _(
            "Other members as groups and settings allow; staff of the team; the hosts of site and mail."
        ),
        _("To other countries"): _("None by the product itself; it depends on where hosting and mail are."),
        _("How it is protected"): _(
            "Rights asked at each access, a second step for staff, sealed requests, backups, a history."
        ),
    }
    return [Line(part, name, words) for name, words in said.items()]


def _classes() -> list[Line]:
    part = _("What is held")
    return [
        Line(
            part,
            str(held.label),
            kinds_of(held.export),
            _("when the person leaves: %(fate)s") % {"fate": held.fate},
        )
        for held in registry.known()
    ]


def kinds_of(columns: tuple[str, ...]) -> str:
    """Each kind of data once, in words."""
    return ", ".join(dict.fromkeys(capfirst(heading(column)) for column in columns))


def _periods() -> list[Line]:
    part, days = _("For how long"), Period.objects.days()
    return [Line(part, str(kept.label), _in_days(days[kept.name])) for kept in retention.known()]


def _in_days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
