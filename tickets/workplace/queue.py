"""The queue: what waits for the team, the earliest promise first."""

from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from tickets.desk.models import Ticket
from tickets.workplace.filters import FILTERS, Choices, TicketFilter, by_words, choices_of
from tickets.workplace.models import SavedFilter
from tickets.workplace.rows import Row, filled, first_rows, listed, rows_of
from tickets.workplace.views_of import VIEWS, View, capped, told

PAGE = 20


class Queue:
    """One page of the queue as the member may see it."""

    def __init__(self, request):
        self.request, self.member, self.params = request, request.user, request.GET
        self.as_of = timezone.now()
        self.view = VIEWS.get(self.params.get("view", ""), VIEWS["open"])

    def tickets(self):
        """The view's tickets, narrowed by the filters that were set."""
        tickets = self.view.rows(Ticket.objects.workable_by(self.member), self.member, self.as_of)
        if not self.is_narrowed:
            return tickets
        narrowed = TicketFilter(self.params, queryset=tickets, request=self.request)
        return narrowed.qs if narrowed.is_valid() else tickets

    @property
    def is_narrowed(self) -> bool:
        return any(self.params.get(name) for name in FILTERS)

    @cached_property
    def _found(self) -> list[Row]:
        place = self.params.get("after", "")
        if not place and not self.is_narrowed:
            return first_rows(self.member, self.view, self.as_of, PAGE + 1)
        ordered = after(self.tickets(), place)
        return rows_of(ordered.order_by(F("due_at").asc(nulls_last=True), "pk")[: PAGE + 1])

    @property
    def rows(self) -> list[Row]:
        return self._found[:PAGE]

    @property
    def more(self) -> bool:
        return len(self._found) > PAGE

    @property
    def html(self) -> SafeString:
        return filled(self.rows, self.as_of)

    @property
    def next_url(self) -> str:
        kept = {name: value for name, value in self.params.items() if name != "after"}
        return "?" + urlencode({**kept, "after": cursor(self.rows[-1])})

    @cached_property
    def _told(self) -> tuple[dict[str, int], list[tuple]]:
        return told(self.member, self.as_of)

    @property
    def views_html(self) -> SafeString:
        return listed(self._told[0], self.view)

    @cached_property
    def saved(self) -> list[SavedFilter]:
        """The member's own filters, each with its count: one statement however many they kept."""
        kept = [SavedFilter(pk, self.member.pk, name, query) for pk, name, query in self._told[1]]
        if kept:
            mine = Ticket.objects.workable_by(self.member)
            asked = {row.pk: condition_of(row) for row in kept}
            numbers = mine.aggregate(
                **{
                    f"n{pk}": Count("pk", filter=condition & Q(view.condition_of(self.member, self.as_of)))
                    for pk, (view, condition) in asked.items()
                }
            )
            for row in kept:
                row.count = capped(numbers[f"n{row.pk}"])
        return kept

    @property
    def words(self) -> str:
        return self.params.get("q", "")

    @property
    def narrowed(self) -> str:
        """The present view and filters as they can be saved; empty when nothing is narrowed."""
        kept = {name: value for name, value in self.params.items() if name != "after" and value}
        return urlencode(kept)

    @cached_property
    def choices(self) -> Choices:
        return choices_of(self.member)

    @property
    def bar_html(self) -> str:
        """The row of choices; the one with nothing chosen is drawn once."""
        return self.choices.boxes_for(self.params) if self.is_narrowed else self.choices.boxes


def condition_of(kept: SavedFilter) -> tuple[View, Q]:
    """What a kept filter asks for, without looking anything up: nonsense in it matches as if it were not there."""
    params = dict(parse_qsl(kept.query))
    view, condition = VIEWS.get(params.get("view", ""), VIEWS["open"]), Q()
    for name in ("kind", "priority", "state"):
        if params.get(name):
            condition &= Q(**{name: params[name]})
    for name in ("team", "assignee", "category"):
        if params.get(name, "").isdecimal():
            condition &= Q(**{f"{name}_id": int(params[name][:17])})
    if params.get("q"):
        condition &= by_words(params["q"])
    return view, condition


def cursor(ticket) -> str:
    """Where a page ended: the due time and the number of its last row."""
    return f"{ticket.due_at.isoformat() if ticket.due_at else ''}_{ticket.pk}"


def after(rows, place: str):
    """The rows behind that place, in the order of due times with the undated last; all of them for a place that is
    none."""
    moment, _sign, pk = place.rpartition("_")
    if not pk.isdecimal() or len(pk) > 18:
        return rows
    due_at = parse_datetime(moment) if moment else None
    if due_at is None or timezone.is_naive(due_at):
        return rows.filter(due_at__isnull=True, pk__gt=int(pk))
    return rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=int(pk)) | Q(due_at__isnull=True))
