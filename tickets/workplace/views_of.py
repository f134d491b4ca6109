"""The views of the queue that everybody has, with their counts in one statement written by hand.

A condition is SQL on tickets_ticket with the holes `me` and `now`: the very same text narrows the list and counts it.
"""

from dataclasses import dataclass
from datetime import datetime

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
    sql, params = "", []
    for piece in condition.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if piece in ("{me}", "{now}"):
            params.append(member.pk if piece == "{me}" else as_of)
            piece = "%s::bigint" if piece == "{me}" else "%s::timestamptz"
        sql += piece
    return sql, params


# What a member works on, as `Ticket.objects.workable_by` says it; a test runs both side by side.
THEIRS = "tickets_ticket.team_id IN (SELECT team_id FROM tickets_team_members WHERE member_id = {me})"


def counts(member, present: View, as_of: datetime) -> list[dict]:
    """The views with how many tickets each holds, up to "999+"; the archive is not counted."""
    columns = ", ".join(f"count(*) FILTER (WHERE {view.condition})" for view in COUNTED)
    theirs = "TRUE" if member.is_manager else THEIRS if member.is_staff else "FALSE"
    sql, params = bound(
        f"SELECT {columns} FROM tickets_ticket WHERE {theirs} AND ({OPEN} OR {RECENT})",  # noqa: S608 - our own text
        member,
        as_of,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        numbers = dict(zip((view.slug for view in COUNTED), cursor.fetchone(), strict=True))
    return [
        {"view": view, "present": view is present, "count": capped(numbers.get(view.slug))}
        for view in VIEWS.values()
    ]


def capped(number: int | None) -> str:
    if number is None:
        return ""
    return f"{CAP}+" if number > CAP else str(number)
