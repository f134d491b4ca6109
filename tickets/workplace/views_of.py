"""The views of the queue that everybody has, with their counts in one statement written by hand.

A condition is SQL on tickets_ticket with the holes `me` and `now`: the very same text narrows the list and counts it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CAP = 999
OPEN = "tickets_ticket.state IN ('received', 'in_progress', 'waiting')"
RECENT = "tickets_ticket.closed_at >= {now} - interval '30 days'"


@dataclass(frozen=True)
class View:
    slug: str
    name: str | Promise
    icon: str
    condition: str

    def rows(self, tickets, member, as_of: datetime):
        """The tickets of the view."""
        return tickets.filter(self.condition_of(member, as_of))

    def condition_of(self, member, as_of: datetime) -> RawSQL:
        sql, params = bound(self.condition, member, as_of)
        return RawSQL(sql, params, output_field=BooleanField())  # noqa: S611 - our own text


VIEWS = {
    view.slug: view
    for view in [
        View("open", _("All open"), "inbox", OPEN),
        View("mine", pgettext_lazy("tickets", "Mine"), "user", f"{OPEN} AND tickets_ticket.assignee_id = {{me}}"),
        View("unassigned", _("Nobody's"), "user-plus", f"{OPEN} AND tickets_ticket.assignee_id IS NULL"),
        View("late", pgettext_lazy("tickets", "Late"), "clock-alert", f"{OPEN} AND tickets_ticket.due_at < {{now}}"),
        View(
            "today", _("Due in a day"), "clock",
            f"{OPEN} AND tickets_ticket.due_at >= {{now}} AND tickets_ticket.due_at < {{now}} + interval '1 day'",
        ),
        View(
            "answer", _("Customer wrote last"), "message-square",
            f"{OPEN} AND tickets_ticket.last_message_by_customer",
        ),
        View("waiting", _("Waiting for the customer"), "hourglass", "tickets_ticket.state = 'waiting'"),
        View(
            "unconfirmed", _("Solved, not confirmed"), "circle-help",
            f"tickets_ticket.state = 'solved' AND tickets_ticket.confirmed_at IS NULL AND {RECENT}",
        ),
        View("all", _("Everything"), "archive", "TRUE"),
    ]
}  # fmt: skip
COUNTED = [view for view in VIEWS.values() if view.slug != "all"]


def bound(condition: str, member, as_of: datetime) -> tuple[str, list]:
    """The condition with its holes as placeholders, and what goes into them in that order."""
    sql, holes = with_placeholders(condition)
    return sql, [member.pk if hole == "{me}" else as_of for hole in holes]


@cache
def with_placeholders(condition: str) -> tuple[str, list[str]]:
    sql = condition.replace("{me}", "%s::bigint").replace("{now}", "%s::timestamptz")
    return sql, re.findall(r"{me}|{now}", condition)


# What a member works on, as `Ticket.objects.workable_by` says it; a test runs both side by side.
THEIRS = "tickets_ticket.team_id IN (SELECT team_id FROM tickets_team_members WHERE member_id = {me})"


def theirs(member) -> str:
    return "TRUE" if member.is_manager else THEIRS if member.is_staff else "FALSE"


KEPT = """(SELECT coalesce(json_agg(json_build_array(f.id, f.name, f.query) ORDER BY f.name), '[]')
  FROM tickets_savedfilter f WHERE f.member_id = {me})"""


def told(member, as_of: datetime) -> tuple[dict[str, int], list[tuple]]:
    """How many tickets each view holds, but for the archive; and the member's kept filters (number, name, query), as
    `SavedFilter.objects.of` finds them."""
    numbers = ", ".join(f"count(*) FILTER (WHERE {view.condition})" for view in COUNTED)
    sql = f"SELECT {numbers}, {KEPT} FROM tickets_ticket WHERE {theirs(member)} AND ({OPEN} OR {RECENT})"  # noqa: S608 - our own text
    with connection.cursor() as cursor:
        cursor.execute(*bound(sql, member, as_of))
        *found, kept = cursor.fetchone()
    return dict(zip((view.slug for view in COUNTED), found, strict=True)), kept


def counts(member, present: View, as_of: datetime) -> list[dict]:
    """The views with how many tickets each holds, up to "999+"; the archive is not counted."""
    numbers, _kept = told(member, as_of)
    return [
        {"view": view, "present": view is present, "count": capped(numbers.get(view.slug))}
        for view in VIEWS.values()
    ]


def capped(number: int | None) -> str:
    if number is None:
        return ""
    return f"{CAP}+" if number > CAP else str(number)
