"""How one's own requests stand, in the digest: what is open, and what was closed since the last one."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.digests import sections
from community.digests.sections import Entry, Line, Section, Window, facts
from tickets.desk.models import Ticket

FOUND = 12


def register() -> None:
    sections.register(
        Section("requests", gettext_lazy("My requests"), find, still, rank=20, is_standing=True)
    )


def find(member, window: Window) -> list[Entry]:
    mine = Ticket.objects.of_customer(member).select_related("centre")
    fresh = Q(closed_at__gt=window.since, closed_at__lte=window.until)
    rows = mine.filter(Q(pk__in=mine.still_open().values("pk")) | fresh).order_by("-pk")
    return [entry(ticket) for ticket in rows[:FOUND]]


def entry(ticket: Ticket) -> Entry:
    """What changed was told at once, by a mail of its own: here stands how it is."""
    lines = (Line(facts(ticket.get_state_display(), dates(ticket))),)
    link = settings.BASE_URL + ticket.get_absolute_url()
    return Entry((key(ticket),), f"{ticket.key} · {ticket.subject}", link, lines)


def dates(ticket: Ticket) -> str:
    if ticket.state == Ticket.State.WAITING:
        return _("we need your answer until %(day)s") % {"day": day(ticket.waiting_until)}
    if ticket.is_open and ticket.promised_at:
        return _("promised for %(day)s") % {"day": day(timezone.localtime(ticket.promised_at, ticket.zone))}
    return ""


def day(value) -> str:
    return date_format(value, _("D j M"))


def key(ticket: Ticket) -> str:
    """As it was told: another one when its state has changed."""
    return f"{ticket.pk}.{ticket.state}"


def still(member, keys: Collection[str], as_of: datetime) -> set[str]:
    mine = Ticket.objects.of_customer(member).filter(pk__in=[found.partition(".")[0] for found in keys])
    return {key(ticket) for ticket in mine}
