"""What the queue may be narrowed by, and the row of choices that offers it."""

from functools import cached_property

import django_filters
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from tickets.desk.keys import read_key
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team
from tickets.workplace.remembered import remembered

FILTERS = ("q", "kind", "priority", "state", "team", "assignee", "category")
FIXED = {"kind": Ticket.Kind.choices, "priority": Ticket.Priority.choices, "state": Ticket.State.choices}


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


def by_words(words: str) -> Q:
    """Reference, subject, text or customer."""
    words = words.strip()
    found = Q(subject__icontains=words) | Q(customer__name__icontains=words) | Q(text__icontains=words)
    key = read_key(words)
    return found | Q(key=key) if key else found | Q(key__icontains=words)


class Choices:
    """Teams, people and categories that a member may choose from, with the boxes that show them: drawn once for as
    long as they are remembered."""

    def __init__(self, member):
        self.member = member
        self.names = names_of(member)
        self.boxes = self.boxes_for({})
        people = {"people": self.names["assignee"], "me": member.pk}
        self.assignees = render_to_string("admin/tickets/ticket/_assignees.html", people)

    @cached_property
    def places(self) -> str:
        """What the page of the queue listens to."""
        return " ".join(f"queue:{pk}" for pk, _name in self.names["team"])

    def boxes_for(self, params) -> str:
        """The row of choices with those chosen that the address names."""
        boxes = []
        for name, options in (FIXED | self.names).items():
            field, chosen = TicketFilter.base_filters[name], params.get(name, "")
            shown = [(value, label, str(value) == chosen) for value, label in options]
            empty = field.extra["empty_label"]
            boxes.append({"name": name, "label": field.label, "empty": empty, "options": shown})
        return render_to_string("admin/tickets/ticket/_bar.html", {"boxes": boxes})


def choices_of(member) -> Choices:
    return remembered(("choices", member.pk, get_language()), lambda: Choices(member))


def names_of(member) -> dict[str, list[tuple[int, str]]]:
    """Of the primary keys of teams, people and categories the names."""
    teams = Team.objects.visible_to(member).order_by("name")
    categories = Category.objects.filter(archived_at__isnull=True)
    return {
        name: [(row.pk, str(row)) for row in rows]
        for name, rows in (("team", teams), ("assignee", colleagues(member)), ("category", categories))
    }
