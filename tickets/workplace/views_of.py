"""The views of the queue that everybody has, with their counts in one statement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.desk.states import OPEN, State

CAP = 999


@dataclass(frozen=True)
class View:
    slug: str
    name: str | Promise
    icon: str
    condition: Callable[..., Q]  # of member and time

    def rows(self, tickets, member, as_of):
        return tickets.filter(self.condition(member, as_of))


def is_open(member, as_of) -> Q:
    return Q(state__in=OPEN)


VIEWS = {
    view.slug: view
    for view in [
        View("open", _("All open"), "inbox", is_open),
        View("mine", _("Mine"), "user", lambda member, as_of: Q(state__in=OPEN, assignee_id=member.pk)),
        View("unassigned", _("Nobody's"), "user-plus", lambda member, as_of: Q(state__in=OPEN, assignee=None)),
        View("late", _("Late"), "clock-alert", lambda member, as_of: Q(state__in=OPEN, due_at__lt=as_of)),
        View(
            "today", _("Due in a day"), "clock",
            lambda member, as_of: Q(state__in=OPEN, due_at__gte=as_of, due_at__lt=as_of + timedelta(days=1)),
        ),
        View(
            "answer", _("Customer wrote last"), "message-square",
            lambda member, as_of: Q(state__in=OPEN, last_message_by_customer=True),
        ),
        View("waiting", _("Waiting for the customer"), "hourglass", lambda member, as_of: Q(state=State.WAITING)),
        View(
            "unconfirmed", _("Solved, not confirmed"), "circle-help",
            lambda member, as_of: Q(
                state=State.SOLVED, confirmed_at=None, closed_at__gte=as_of - timedelta(days=30)
            ),
        ),
        View("all", _("Everything"), "archive", lambda member, as_of: Q()),
    ]
}  # fmt: skip


def counts(tickets, member, present: View, as_of=None) -> list[dict]:
    """The views with how many tickets each holds, up to "999+"; the archive is not counted."""
    as_of = as_of or timezone.now()
    recent = tickets.filter(Q(state__in=OPEN) | Q(closed_at__gte=as_of - timedelta(days=30)))
    counted = [view for view in VIEWS.values() if view.slug != "all"]
    numbers = recent.aggregate(
        **{view.slug: Count("pk", filter=view.condition(member, as_of)) for view in counted}
    )
    return [
        {"view": view, "present": view is present, "count": capped(numbers.get(view.slug))}
        for view in VIEWS.values()
    ]


def capped(number: int | None) -> str:
    if number is None:
        return ""
    return f"{CAP}+" if number > CAP else str(number)
