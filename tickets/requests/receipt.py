"""The receipt: a tagged PDF with the words, the date and hour, and the deadlines (L-02, PDF/UA-1)."""

import json
import re
import unicodedata
from pathlib import Path

import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import qr
from accounts.brand.models import Brand
from tickets.desk.models import Ticket

UNSHOWN = re.compile("[^\\n -~\u00a0-\u017f\u2010-\u2026\u20ac\u2122\u00b7]")
SHEET = Path(__file__).with_name("receipt.typ")


def make(ticket) -> bytes:
    """The PDF as bytes, in the language of the request, its times in the zone of its centre."""
    with translation.override(ticket.language):
        sheet = json.dumps(contents(ticket), ensure_ascii=False)
    try:
        return compiled(sheet)
    except typst.TypstError:
        # A sign that no font of ours can show, such as an emoji, is spelt out: nothing that was said gets lost.
        return compiled(spelt_out(sheet))


def compiled(sheet: str) -> bytes:
    return typst.compile(
        str(SHEET), sys_inputs={"sheet": sheet}, ignore_system_fonts=True, pdf_standards=["ua-1"]
    )


def spelt_out(text: str) -> str:
    """The text with every sign beyond Latin letters and common punctuation replaced by its name in brackets."""
    return UNSHOWN.sub(
        lambda sign: f"[{unicodedata.name(sign[0], 'U+' + format(ord(sign[0]), 'X')).lower()}]", text
    )


def attachment(pk: int) -> tuple[str, str, bytes]:
    """For the outbox: name, content type and bytes of a ticket's receipt."""
    ticket = Ticket.objects.select_related("customer", "centre").get(pk=pk)
    return f"{ticket.key}.pdf", "application/pdf", make(ticket)


def contents(ticket) -> dict:
    brand = Brand.current()
    return {
        "language": ticket.language,
        "title": _("Receipt of your request"),
        "issuer": [
            line
            for line in [brand.legal_name or brand.name, brand.tax_id, *brand.address.splitlines()]
            if line
        ],
        "key_label": _("Reference"),
        "key": ticket.key,
        "qr": qr.drawing_of(tracker_address(ticket)),
        "qr_alt": _("Code that opens the page where you follow your request"),
        "follow": _("Follow it at %(address)s with this reference and your e-mail.")
        % {"address": settings.BASE_URL + reverse("tracker")},
        "rows": rows(ticket),
        "text_label": _("What you told us"),
        "paragraphs": [part.strip() for part in ticket.text.split("\n\n") if part.strip()],
        "files_label": _("Files"),
        "files": [f"{file.upload.name} · SHA-256 {file.upload.sha256}" for file in first_files(ticket)],
        "next_label": _("If we do not answer in time, or you do not agree"),
        "next": ticket.ways_outside(),
        "footer": _("Keep this receipt: it proves that you told us, and when."),
    }


def rows(ticket) -> list[list[str]]:
    facts = [
        (_("Name"), ticket.customer.name),
        (_("Kind"), ticket.get_kind_display()),
        (_("Said on"), moment(ticket.original_at, ticket.zone)),
        (_("Received on"), moment(ticket.opened_at, ticket.zone)),
        (_("What you ask for"), ticket.asks_for),
        (_("We promise an answer by"), moment(ticket.promised_at, ticket.zone)),
        (_("Legal deadline"), moment(ticket.first_legal_due, ticket.zone)),
    ]
    return [[label, value] for label, value in facts if value]


def moment(when, zone) -> str:
    """Date and hour with the name of the zone, in the language in force."""
    if when is None:
        return ""
    local = timezone.localtime(when, zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzname()}, {zone.key})"


def first_files(ticket):
    return ticket.files.filter(reply__isnull=True).select_related("upload").order_by("pk")


def tracker_address(ticket) -> str:
    return f"{settings.BASE_URL}{reverse('tracker')}?key={ticket.key}"
