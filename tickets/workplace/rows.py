"""The rows of the queue and the list of its views: drawn once for all who may see them, with holes for what changes."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from tickets.desk.models import Ticket
from tickets.desk.states import OPEN
from tickets.workplace.badges import Badge, badge_of
from tickets.workplace.views_of import VIEWS, View, bound, capped, theirs

ROW = "admin/tickets/ticket/_row.html"
NEIGHBOUR = "admin/tickets/ticket/_neighbour.html"
BADGE = "components/_sla_badge.html"
LIST = "admin/tickets/ticket/_views.html"
COLUMNS = {
    "pk": F("pk"), "state": F("state"), "due_at": F("due_at"), "due_kind": F("due_kind"),
    "legal_due_at": F("legal_due_at"), "version": F("version"), "customer": F("customer__version"),
    "assignee": F("assignee__version"), "group": F("group__version"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What the list needs of a ticket beside its drawn row."""

    pk: int
    state: str
    due_at: datetime | None
    due_kind: str
    legal_due_at: datetime | None
    version: int
    customer: int
    assignee: int | None
    group: int | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def get_state_display(self) -> str:
        return str(Ticket.State(self.state).label)

    @property
    def versions(self) -> str:
        """Moves with whatever is drawn: the ticket, its customer, who is on it, its group."""
        return f"{self.version}.{self.customer}.{self.assignee or 0}.{self.group or 0}"


def rows_of(tickets) -> list[Row]:
    """The tickets of a queryset as rows, in one slim statement."""
    return [Row(*values) for values in tickets.values_list(*COLUMNS.values())]


# The same columns of the same tickets, by hand: the ORM would take longer to say it than PostgreSQL to answer it.
FIRST = """
SELECT tickets_ticket.id, tickets_ticket.state, tickets_ticket.due_at, tickets_ticket.due_kind,
  tickets_ticket.legal_due_at, tickets_ticket.version, customer.version, assignee.version, place.version
FROM tickets_ticket JOIN accounts_member customer ON customer.id = tickets_ticket.customer_id
LEFT JOIN accounts_member assignee ON assignee.id = tickets_ticket.assignee_id
LEFT JOIN community_group place ON place.id = tickets_ticket.group_id
WHERE {theirs} AND {condition} ORDER BY tickets_ticket.due_at ASC NULLS LAST, tickets_ticket.id LIMIT {limit}"""


def first_rows(member, view: View, as_of: datetime, limit: int) -> list[Row]:
    """The head of a view that nothing narrows, as `rows_of` finds it in what the member works on; a test runs both."""
    sql = FIRST.format(theirs=theirs(member), condition=view.condition, limit=int(limit))
    with connection.cursor() as cursor:
        cursor.execute(*bound(sql, member, as_of))
        return [Row(*values) for values in cursor.fetchall()]


def filled(rows: list[Row], as_of: datetime) -> SafeString:
    """The rows as HTML, in their order."""
    language = translation.get_language()
    items = [(row.pk, row.versions) for row in rows]
    fragments = drawn("queue-row", items, language, draw, extra=Brand.current().timezone)
    return SafeString(
        "".join(
            fill(fragment, {"badge": badge_html(badge_of(row, as_of), language)})
            for row, fragment in zip(rows, fragments, strict=True)
        )
    )


def filled_neighbours(rows: list[Row], as_of: datetime, present: int) -> SafeString:
    """The rows as the short list beside a ticket, the one that is open marked in it."""
    language = translation.get_language()
    items = [(row.pk, row.versions) for row in rows]
    fragments = drawn("queue-neighbour", items, language, draw_neighbours)
    return SafeString(
        "".join(
            fill(
                fragment,
                {
                    "badge": badge_html(badge_of(row, as_of), language),
                    "current": ' aria-current="page"' if row.pk == present else "",
                },
            )
            for row, fragment in zip(rows, fragments, strict=True)
        )
    )


def draw(ids: list[int]) -> dict[int, str]:
    return _draw(ids, ROW)


def draw_neighbours(ids: list[int]) -> dict[int, str]:
    return _draw(ids, NEIGHBOUR)


def _draw(ids: list[int], template: str) -> dict[int, str]:
    tickets = Ticket.objects.filter(pk__in=ids).select_related("customer", "assignee", "group")
    return {ticket.pk: render_to_string(template, {"ticket": ticket, "me": Marks()}) for ticket in tickets}


def badge_html(badge: Badge, language: str) -> str:
    """The badge as its template draws it; drawn once per state, since only the words and the time differ."""
    holes = {"label": badge.label, "due": badge.due.isoformat() if badge.due else ""}
    return fill(badge_shape(badge.state, badge.due is not None, badge.clock, language), holes)


@cache
def badge_shape(state: str, has_due: bool, clock: str, language: str) -> SafeString:
    marks = Marks()
    due = {"isoformat": marks["due"]} if has_due else None
    return SafeString(
        render_to_string(BADGE, {"state": state, "label": marks["label"], "due": due, "clock": clock})
    )


def listed(numbers: dict[str, int], present: View) -> SafeString:
    """The list of views with how many tickets each holds."""
    shape = views_shape(present.slug, translation.get_language())
    return fill(shape, {slug: capped(number) for slug, number in numbers.items()})


@cache
def views_shape(present: str, language: str) -> SafeString:
    marks = Marks()
    views = [(view, "" if view.slug == "all" else marks[view.slug]) for view in VIEWS.values()]
    return SafeString(render_to_string(LIST, {"views": views, "present": present}))
