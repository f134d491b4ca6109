"""Tournaments for the tests."""

from datetime import timedelta

from django.utils import timezone

from community.tournaments.models import Match, Tournament
from tests import cast

SEED = "spring"


def tournament(by, group, title="Spring cup", **fields) -> Tournament:
    now = timezone.now()
    known = {"mode": "knockout", "entries_most": 16, "closes_at": now + timedelta(days=2), "as_of": now}
    return Tournament.objects.announce(by=by, group=group, title=title, **(known | fields))


def crowd(group, count: int) -> list:
    """So many members of the group: Player1, Player2, …"""
    people = [cast.person(f"Player{number}") for number in range(1, count + 1)]
    for one in people:
        group.admit(one)
    return people


def drawn(of: Tournament, *people, seed: str = SEED) -> Tournament:
    """With these people in it, in this order, and drawn by its author."""
    for one in people:
        of.enter(by=one, name=f"Team {one.name}" if of.is_for_teams else "")
    of.close_entries(by=of.post.author)
    of.draw(by=of.post.author, seed=seed)
    return fresh(of)


def fresh(of: Tournament) -> Tournament:
    return Tournament.objects.select_related("post__group", "post__author", "champion__captain").get(pk=of.pk)


def again(match: Match) -> Match:
    known = ("tournament__post__group", "home__captain", "away__captain", "winner__captain")
    return Match.objects.select_related(*known).get(pk=match.pk)


def open_matches(of: Tournament) -> list[Match]:
    found = Match.objects.filter(tournament=of, how="", home__isnull=False, away__isnull=False)
    return [again(match) for match in found]


def play(of: Tournament, by, home_score: int = 2, away_score: int = 1) -> None:
    """To its end: whoever is at home wins."""
    while matches := open_matches(of):
        for match in matches:
            match.decide(by=by, home_score=home_score, away_score=away_score)
