"""The arithmetic of draws and tables: repeatable, complete, and with ties broken as the page says."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.tournaments.lots import first_round, lots, rounds_of_league
from community.tournaments.standings import Outcome, table


def test_anybody_can_repeat_the_draw():
    by_hand = sorted((hashlib.sha256(f"spring:{n}".encode()).hexdigest(), n) for n in range(1, 9))
    assert lots("spring", range(1, 9)) == [number for _sum, number in by_hand]
    assert lots("spring", range(1, 9)) != lots("autumn", range(1, 9))


@given(st.integers(2, 128))
def test_everybody_stands_in_the_bracket_once_and_nobody_is_free_twice(count):
    pairs = first_round(count)
    assert sorted(lot for pair in pairs for lot in pair if lot) == list(range(1, count + 1))
    assert all(home is not None for home, _away in pairs)
    assert sum(away is None for _home, away in pairs) == 2 * len(pairs) - count


@given(st.integers(2, 20))
def test_in_a_league_everybody_meets_everybody_once_and_plays_once_a_round(count):
    rounds = rounds_of_league(count)
    met = [frozenset(pair) for pairs in rounds for pair in pairs]
    assert len(met) == len(set(met)) == count * (count - 1) // 2
    assert all(len({lot for pair in pairs for lot in pair}) == 2 * len(pairs) for pairs in rounds)


@pytest.mark.parametrize(
    ("outcomes", "order"),
    [
        # Points first.
        ([Outcome(1, 2, 2, 0, 1), Outcome(2, 3, 2, 5, 0), Outcome(1, 3, 3, 0, 1)], [2, 3, 1]),
        # Equal on points: who won among the two, though the other scored more elsewhere.
        ([Outcome(1, 2, 2, 0, 1), Outcome(1, 3, 1, 9, 0), Outcome(2, 4, 4, 0, 1), Outcome(1, 4, 4, 0, 1)],
         [4, 2, 1, 3]),
        # All three beat one another: the difference.
        ([Outcome(1, 2, 1, 1, 0), Outcome(2, 3, 2, 4, 0), Outcome(3, 1, 3, 1, 0)], [2, 1, 3]),
        # Nothing between them: the lot.
        ([Outcome(1, 2, None, 1, 1)], [1, 2, 3, 4]),
        # A walkover wins without scores.
        ([Outcome(1, 2, 2)], [2, 1]),
    ],
)  # fmt: skip
def test_ties_are_broken_as_the_page_says(outcomes, order):
    entries = range(1, max(order) + 1)
    assert [line.entry for line in table(list(entries), outcomes)][: len(order)] == order


def test_of_two_with_the_same_difference_who_scored_more_stands_higher():
    level = [Outcome(1, 3, None, 0, 0), Outcome(2, 4, None, 2, 2)]
    assert [line.entry for line in table([1, 2, 3, 4], level)] == [2, 4, 1, 3]
