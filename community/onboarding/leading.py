"""Where a newcomer's first look at the home page leads, and what stands above the feed until they are through.

leading.elsewhere(lambda member: "/first-day/" or "")     # in apps.ready(): a manager has a house to set up first
"""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.urls import reverse

from community.onboarding.models import NEW, UNDER_WAY, FirstSteps, Step

_elsewhere: list[Callable[..., str]] = []


def elsewhere(address: Callable[..., str]) -> None:
    """`address(member)` returns where this member is led instead, or nothing."""
    if address not in _elsewhere:
        _elsewhere.append(address)


def address_for(member, standing: int) -> str:
    """Where the member is led now, nothing for whoever was; `standing` is what the rail counted."""
    if standing != NEW or not FirstSteps.objects.lead(member):
        return ""
    for address in _elsewhere:
        if found := address(member):
            FirstSteps.objects.finish(member)
            return found
    return reverse("onboarding:index")


def list_for(member, standing: int) -> str:
    """The card with what is left; nothing for whoever is through, or was never new."""
    if standing != UNDER_WAY:
        return ""
    mine = FirstSteps.objects.of(member)
    steps = [(step, step not in mine.left) for step in Step]
    return render_to_string("community/onboarding/_left.html", {"steps": steps, "next": mine.next})
