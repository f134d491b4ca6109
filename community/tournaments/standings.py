"""The table of a league, and how ties in it are broken: points, points among those tied, difference, scored, lot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIN, LEVEL = 3, 1


@dataclass(frozen=True)
class Outcome:
    """A match that is over. Without a winner it was level; without scores nobody played."""

    home: int
    away: int
    winner: int | None
    home_score: int | None = None
    away_score: int | None = None

    @property
    def was_played(self) -> bool:
        return self.home_score is not None

    def points_of(self, entry: int) -> int:
        if self.winner is None:
            return LEVEL if self.was_played else 0
        return WIN if self.winner == entry else 0

    def scores_of(self, entry: int) -> tuple[int, int]:
        """What they scored and what they let in."""
        mine, theirs = self.home_score or 0, self.away_score or 0
        return (mine, theirs) if self.home == entry else (theirs, mine)


@dataclass
class Line:
    entry: int
    lot: int
    played: int = 0
    won: int = 0
    level: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0
    points: int = 0
    among_tied: int = 0

    @property
    def difference(self) -> int:
        return self.scored - self.conceded

    def add(self, outcome: Outcome) -> None:
        scored, conceded = outcome.scores_of(self.entry)
        self.played += 1
        self.scored += scored
        self.conceded += conceded
        self.points += outcome.points_of(self.entry)
        self.won += outcome.winner == self.entry
        self.level += outcome.winner is None and outcome.was_played
        self.lost += outcome.winner not in (None, self.entry)

    @property
    def key(self) -> tuple:
        return -self.points, -self.among_tied, -self.difference, -self.scored, self.lot


def table(entries: Sequence[int], outcomes: Iterable[Outcome]) -> list[Line]:
    """The lines from first to last; `entries` come in the order of their lots."""
    lines = {entry: Line(entry, lot) for lot, entry in enumerate(entries, 1)}
    known = list(outcomes)
    for outcome in known:
        lines[outcome.home].add(outcome)
        lines[outcome.away].add(outcome)
    for outcome in known:
        home, away = lines[outcome.home], lines[outcome.away]
        if home.points == away.points:
            home.among_tied += outcome.points_of(home.entry)
            away.among_tied += outcome.points_of(away.entry)
    return sorted(lines.values(), key=lambda line: line.key)
