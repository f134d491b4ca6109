"""The queue: what waits for the team, the earliest promise first."""

from functools import cached_property
from urllib.parse import parse_qsl, urlencode

import django_filters
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from tickets.desk.keys import read_key
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team
from tickets.workplace.models import SavedFilter
from tickets.workplace.views_of import VIEWS, capped, counts

PAGE = 20


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
        self.member, self.params = request.user, request.GET
        self.as_of = timezone.now()
        self.view = VIEWS.get(self.params.get("view", ""), VIEWS["open"])
        self.filter = TicketFilter(self.params, queryset=self.rows(), request=request)
        self._share("team", self.teams)
        self._share("assignee", self.colleagues)

    def _share(self, name: str, rows) -> None:
        """The page shows the same people and teams in more than one place: they are read once."""
        field = self.filter.form.fields[name]
        field.widget.choices = [("", field.empty_label), *((row.pk, str(row)) for row in rows)]

    def rows(self):
        return self.view.rows(Ticket.objects.workable_by(self.member), self.member, self.as_of)

    @cached_property
    def tickets(self) -> list[Ticket]:
        return self._found[:PAGE]

    @property
    def more(self) -> bool:
        return len(self._found) > PAGE

    @cached_property
    def _found(self) -> list[Ticket]:
        rows = self.filter.qs if self.filter.is_valid() else self.rows()
        ordered = after(rows, self.params.get("after", "")).order_by(F("due_at").asc(nulls_last=True), "pk")
        return list(ordered.with_people()[: PAGE + 1])

    @property
    def next_url(self) -> str:
        kept = {name: value for name, value in self.params.items() if name != "after"}
        return "?" + urlencode({**kept, "after": cursor(self.tickets[-1])})

    @cached_property
    def views(self) -> list[dict]:
        return counts(Ticket.objects.workable_by(self.member), self.member, self.view, self.as_of)

    @cached_property
    def saved(self) -> list[SavedFilter]:
        """The member's own filters, each with its count: one statement however many they kept."""
        kept = list(SavedFilter.objects.of(self.member))
        if kept:
            mine = Ticket.objects.workable_by(self.member)
            numbers = mine.aggregate(
                **{
                    f"n{row.pk}": Count("pk", filter=condition_of(row, self.member, self.as_of))
                    for row in kept
                }
            )
            for row in kept:
                row.count = capped(numbers[f"n{row.pk}"])
        return kept

    @property
    def narrowed(self) -> str:
        """The present view and filters as they can be saved; empty when nothing is narrowed."""
        kept = {name: value for name, value in self.params.items() if name != "after" and value}
        return urlencode(kept)

    @cached_property
    def teams(self) -> list[Team]:
        return list(Team.objects.visible_to(self.member).order_by("name"))

    @cached_property
    def colleagues(self) -> list[Member]:
        return list(colleagues(self.member))


def condition_of(kept: SavedFilter, member, as_of) -> Q:
    """What a kept filter asks for, without looking anything up: nonsense in it matches as if it were not there."""
    params = dict(parse_qsl(kept.query))
    condition = VIEWS.get(params.get("view", ""), VIEWS["open"]).condition(member, as_of)
    for name in ("kind", "priority", "state"):
        if params.get(name):
            condition &= Q(**{name: params[name]})
    for name in ("team", "assignee", "category"):
        if params.get(name, "").isdecimal():
            condition &= Q(**{f"{name}_id": int(params[name][:17])})
    if params.get("q"):
        condition &= by_words(params["q"])
    return condition


def by_words(words: str) -> Q:
    """Reference, subject, text or customer."""
    words = words.strip()
    found = Q(subject__icontains=words) | Q(customer__name__icontains=words) | Q(text__icontains=words)
    key = read_key(words)
    return found | Q(key=key) if key else found | Q(key__icontains=words)


def cursor(ticket: Ticket) -> str:
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
