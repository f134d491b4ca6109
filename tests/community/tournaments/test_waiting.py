"""Who comes when all places are taken waits; what comes free before the draw goes to the first in line, who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.community.examples import group
from tests.community.tournaments.examples import crowd, fresh, tournament
from tests.community.tournaments.test_tournaments import broken_laws, told


def line_of(cup) -> list[str]:
    return [entry.captain.handle for entry in cup.entries.in_line()]


@pytest.fixture
def padel(ana, bruno, marta):
    return group("Padel", ana, bruno, marta)


def test_a_withdrawal_lets_the_first_in_line_in_and_tells_only_them(ana, bruno, marta, padel):
    cup = tournament(ana, padel, entries_most=2)
    for member in (*crowd(padel, 2), bruno, marta):
        cup.enter(by=member)
    assert (line_of(cup), cup.entry_count, cup.waiting) == (["bruno", "marta"], 2, 2)
    first = cup.entries.get(number=1)
    late = cup.closes_at + timedelta(hours=1)  # entries are closed, the draw is not made
    for _twice in range(2):
        cup.withdraw(first, by=first.captain, as_of=late)
    assert line_of(cup) == ["marta"] and told("tournaments.promoted") == ["bruno"]
    assert cup.entry_of(bruno).promoted_at == late and not broken_laws()


def test_who_left_the_group_meanwhile_is_passed_over_and_more_places_are_given_at_once(
    ana, bruno, marta, padel
):
    padel.listing = padel.Listing.SECRET
    padel.joining = padel.Joining.INVITATION
    padel.save()
    cup = tournament(ana, padel, entries_most=2)
    for member in (*crowd(padel, 2), bruno, marta):
        cup.enter(by=member)
    padel.memberships.get(member=bruno).delete()
    cup.change(by=ana, entries_most=3)
    assert line_of(cup) == [] and told("tournaments.promoted") == ["marta"]
    assert cup.entry_of(bruno) is None and fresh(cup).entry_count == 3 and not broken_laws()


def test_the_draw_ends_the_line_and_says_so(ana, bruno, padel):
    cup = tournament(ana, padel, entries_most=2)
    for member in (*crowd(padel, 2), bruno):
        cup.enter(by=member)
    cup.draw(by=ana)
    assert told("tournaments.left_out") == ["bruno"] and "bruno" not in told("tournaments.drawn")
    assert fresh(cup).waiting == 0 and cup.entry_of(bruno) is None and not broken_laws()


def test_whom_an_organiser_took_out_of_the_line_stays_out(ana, bruno, padel):
    cup = tournament(ana, padel, entries_most=2)
    for member in crowd(padel, 2):
        cup.enter(by=member)
    cup.withdraw(cup.enter(by=bruno), by=ana)
    with pytest.raises(PermissionDenied):
        cup.enter(by=bruno)
    assert fresh(cup).waiting == 0 and not broken_laws()


def test_the_page_says_where_one_stands(ana, bruno, marta, padel, client_of):
    cup = tournament(marta, padel, entries_most=2)
    for member in crowd(padel, 2):
        cup.enter(by=member)
    assert "Join the waiting list" in client_of(ana).get(f"/tournaments/{cup.pk}/").content.decode()
    client_of(ana).post(f"/tournaments/{cup.pk}/entry/")
    client_of(bruno).post(f"/tournaments/{cup.pk}/entry/")
    page = client_of(bruno).get(f"/tournaments/{cup.pk}/").content.decode()
    assert "You are number 2 in line" in page and "2 on the waiting list" in page
    assert timezone.now() < cup.closes_at
