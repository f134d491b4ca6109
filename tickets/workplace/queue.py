"""The queue: what waits for the team, the earliest promise first."""

from functools import cached_property
from urllib.parse import parse_qsl, urlencode

import django_filters
from django.db.models import Count, F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from tickets.desk.keys import read_key
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team
from tickets.workplace.models import SavedFilter
from tickets.workplace.remembered import remembered
from tickets.workplace.rows import Row, filled, rows_of
from tickets.workplace.views_of import VIEWS, View, capped, counts

PAGE = 20
FILTERS = ("q", "kind", "priority", "state", "team", "assignee", "category")


class TicketFilter(django_filters.FilterSet):
    """What staff may narrow the queue by; every value is one of the choices or is ignored aloud."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    kind = django_filters.ChoiceFilter(
        choices=Ticket.Kind.choices, empty_label=_("Any kind"), label=_("Kind")
    )
    priority = django_filters.ChoiceFilter(
        choices=Ticket.Priority.choices, empty_label=_("Any priority"), label=_("Priority")
    )
    state = django_filters.ChoiceFilter(
        choices=Ticket.State.choices, empty_label=_("Any state"), label=_("State")
    )
    team = django_filters.ModelChoiceFilter(
        queryset=lambda request: Team.objects.visible_to(request.user),
        empty_label=_("Any team"),
        label=_("Team"),
    )
    assignee = django_filters.ModelChoiceFilter(
        queryset=lambda request: colleagues(request.user), empty_label=_("Anybody"), label=_("Assigned to")
    )
    category = django_filters.ModelChoiceFilter(
        queryset=Category.objects.all(), empty_label=_("Any category"), label=_("Category")
    )

    class Meta:
        model = Ticket
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(by_words(value))


def colleagues(member):
    """Staff who may be given a ticket of the teams that the member works in."""
    staff = Member.objects.active().staff()
    if not member.is_manager:
        staff = staff.filter(Q(teams__in=member.teams.all()) | Q(pk=member.pk) | Q(role=Member.Role.MANAGER))
    return staff.distinct().order_by("name")


class Queue:
    """One page of the queue as the member may see it."""

    def __init__(self, request):
        self.request, self.member, self.params = request, request.user, request.GET
        self.as_of = timezone.now()
        self.view = VIEWS.get(self.params.get("view", ""), VIEWS["open"])

    def tickets(self):
        """The view's tickets, narrowed by the filters that were set."""
        tickets = self.view.rows(Ticket.objects.workable_by(self.member), self.member, self.as_of)
        if not any(self.params.get(name) for name in FILTERS):
            return tickets
        narrowed = TicketFilter(self.params, queryset=tickets, request=self.request)
        return narrowed.qs if narrowed.is_valid() else tickets

    @cached_property
    def _found(self) -> list[Row]:
        ordered = after(self.tickets(), self.params.get("after", ""))
        return rows_of(ordered.order_by(F("due_at").asc(nulls_last=True), "pk")[: PAGE + 1])

    @property
    def rows(self) -> list[Row]:
        return self._found[:PAGE]

    @property
    def more(self) -> bool:
        return len(self._found) > PAGE

    @property
    def html(self) -> list:
        return filled(self.rows, self.as_of)

    @property
    def next_url(self) -> str:
        kept = {name: value for name, value in self.params.items() if name != "after"}
        return "?" + urlencode({**kept, "after": cursor(self.rows[-1])})

    @cached_property
    def views(self) -> list[dict]:
        return counts(self.member, self.view, self.as_of)

    @cached_property
    def saved(self) -> list[SavedFilter]:
        """The member's own filters, each with its count: one statement however many they kept."""
        kept = list(SavedFilter.objects.of(self.member))
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
    def choices(self) -> dict[str, list[tuple[int, str]]]:
        """Teams, people and categories to choose from: of their primary keys, the names."""
        return remembered(("choices", self.member.pk, get_language()), lambda: choices_of(self.member))

    @property
    def bar_html(self) -> str:
        """The row of choices; the one with nothing chosen is drawn once and kept for some seconds."""
        if any(self.params.get(name) for name in FILTERS):
            return self._bar()
        return remembered(("bar", self.member.pk, get_language()), self._bar)

    def _bar(self) -> str:
        fixed = {
            "kind": Ticket.Kind.choices,
            "priority": Ticket.Priority.choices,
            "state": Ticket.State.choices,
        }
        boxes = []
        for name, options in (fixed | self.choices).items():
            field, chosen = TicketFilter.base_filters[name], self.params.get(name, "")
            shown = [(value, label, str(value) == chosen) for value, label in options]
            empty = field.extra["empty_label"]
            boxes.append({"name": name, "label": field.label, "empty": empty, "options": shown})
        return render_to_string("admin/tickets/ticket/_bar.html", {"boxes": boxes})


def choices_of(member) -> dict[str, list[tuple[int, str]]]:
    teams = Team.objects.visible_to(member).order_by("name")
    categories = Category.objects.filter(archived_at__isnull=True)
    return {
        name: [(row.pk, str(row)) for row in rows]
        for name, rows in (("team", teams), ("assignee", colleagues(member)), ("category", categories))
    }


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


def by_words(words: str) -> Q:
    """Reference, subject, text or customer."""
    words = words.strip()
    found = Q(subject__icontains=words) | Q(customer__name__icontains=words) | Q(text__icontains=words)
    key = read_key(words)
    return found | Q(key=key) if key else found | Q(key__icontains=words)


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
