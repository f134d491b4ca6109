"""Whose complaint was solved says whose comment helped; nobody says it of themselves, and it silences nothing."""

import pytest

from community.badges.models import Badge
from tests.community.examples import comment
from tests.tickets.examples import complaint_of, default_group, team_with
from tickets.thanks.models import Thanks, helpful

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(ana, bruno, sol):
    """Ana's complaint, below which Bruno, Sol and she herself said something; solved."""
    team_with(sol)
    made = complaint_of(ana, default_group(ana, bruno, sol))
    for who in (bruno, sol, ana):
        comment(who, made.post, f"{who.get_short_name()}: try the side door")
    made.refresh_from_db()
    made.solve(by=sol, note="It is mended.")
    made.refresh_from_db()
    return made


def helped(member) -> list[int]:
    Badge.objects.award()
    return list(Badge.objects.filter(member=member, rule="helped").values_list("count", flat=True))


def test_ana_thanks_bruno_once_it_is_solved_for_her_and_it_counts_until_it_is_not(
    ticket, ana, bruno, client_of
):
    client, address = client_of(ana), f"/requests/{ticket.key}/"
    assert "Did somebody's comment help?" not in client.get(address).text
    ticket.confirm(by=ana)
    (said,) = helpful(ticket)
    assert said.author == bruno and "Did somebody's comment help?" in client.get(address).text
    for _again in range(2):
        client.post(f"{address}thanks/", {"comment": said.pk})
    assert Thanks.objects.count() == 1 and helped(bruno) == [1]
    assert "You thanked Bruno" in client.get(address).text
    ticket.reopen(by=ana, reason="It drips again")
    assert helped(bruno) == []


def test_nobody_is_thanked_who_works_here_who_asked_or_who_came_after(ticket, ana, bruno, sol, client_of):
    ticket.confirm(by=ana)
    late = comment(bruno, ticket.post, "I told you so")
    others = [*ticket.post.comments.exclude(author=bruno).values_list("pk", flat=True), late.pk, 987654]
    for pk in others:
        client_of(ana).post(f"/requests/{ticket.key}/thanks/", {"comment": pk})
    assert client_of(bruno).post(f"/requests/{ticket.key}/thanks/", {"comment": others[0]}).status_code == 404
    assert not Thanks.objects.exists()
