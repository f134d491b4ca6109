"""The side column of the workspace: its forms are drawn once for everybody and filled with the ticket's own."""

import uuid
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Value
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.fragments import Marks, fill
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team
from tickets.workplace import forms
from tickets.workplace.filters import colleagues
from tickets.workplace.remembered import remembered

CHOSEN = ("assignee", "priority", "team", "kind", "category")
MOMENT = "%Y-%m-%dT%H:%M"  # as a browser writes one into a field


def work(ticket: Ticket, member, token: str) -> SafeString:
    """Who, how urgent, which team, what about: the forms with the ticket's present values chosen."""
    shape = remembered(("work", member.pk, get_language()), lambda: work_shape(member))
    now = (ticket.assignee_id, ticket.priority, ticket.team_id, ticket.kind, ticket.category_id)
    chosen = {f"{name}-{value}": " selected" for name, value in zip(CHOSEN, now, strict=True)}
    return fill(shape, chosen | {"id": str(ticket.pk), "token": token})


def work_shape(member) -> SafeString:
    options = choices() | {
        "assignee": [(person.pk, person.name) for person in colleagues(member)],
        "priority": Ticket.Priority.choices,
        "kind": Ticket.Kind.choices,
    }
    me = Marks()
    known = {name: marked(name, pairs) for name, pairs in options.items()}
    return render_to_string("admin/tickets/ticket/_work.html", known | {"me": me, "csrf_token": me["token"]})


def marked(name: str, pairs: Iterable[tuple]) -> list[tuple]:
    me = Marks()
    return [(value, label, me[f"{name}-{value}"]) for value, label in pairs]


def choices() -> dict[str, list[tuple[int, str]]]:
    """Teams and categories to choose from, in one statement."""
    teams = Team.objects.values_list(Value("team"), "pk", "name", "name")
    sorts = Category.objects.filter(archived_at__isnull=True)
    sorts = sorts.values_list(Value("category"), "pk", "name", "name_es")
    found: dict[str, list[tuple[int, str]]] = {"team": [], "category": []}
    for what, pk, name, name_es in teams.union(sorts, all=True).order_by("name"):
        found[what].append((pk, name_es if get_language() == "es" and name_es else name))
    return found


def acts(space, token: str) -> str:
    """What can be done with the state of the ticket now; without anything, nothing."""
    ticket = space.ticket
    possible = (space.may_solve, space.may_wait, ticket.is_open, space.may_refuse, space.may_reopen)
    if not any(possible):
        return ""
    shape = acts_shape(get_language(), ticket.zone.key, space.can_publish, possible)
    promised = ticket.promised_at and timezone.localtime(ticket.promised_at, ticket.zone).strftime(MOMENT)
    own = {"id": str(ticket.pk), "token": token, "submission": str(uuid.uuid4()), "until": promised or ""}
    return fill(shape, own)


POSSIBLE = ("may_solve", "may_wait", "is_open", "may_refuse", "may_reopen")


@lru_cache(maxsize=256)
def acts_shape(_language: str, zone: str, can_publish: bool, possible: tuple[bool, ...]) -> SafeString:
    me = Marks()
    known = {
        "me": me,
        "csrf_token": me["token"],
        "zone": zone,
        "can_publish": can_publish,
        "waiting": forms.WaitingForm(),
        "resolution": forms.ResolutionForm(initial={"submission": me["submission"]}),
        "refusal": forms.RefusalForm(),
        "promise": forms.PromiseForm(initial={"until": me["until"]}),
    }
    return render_to_string(
        "admin/tickets/ticket/_acts.html", known | dict(zip(POSSIBLE, possible, strict=True))
    )
