"""The bracket as a picture: where each match and each line of an SVG stands. Its words are the list beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDE, HIGH = 168, 52  # a match
ACROSS, GAP = 36, 14  # between rounds, between matches of the first one
HEAD = 26  # the names of the rounds
LONGEST = 20  # signs of a name


@dataclass(frozen=True)
class Side:
    name: str
    score: str
    y: int
    has_won: bool


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    sides: tuple[Side, Side]
    is_live: bool

    @property
    def middle(self) -> int:
        return self.y + HIGH // 2

    @property
    def inner(self) -> int:
        """Where names begin."""
        return self.x + 10

    @property
    def outer(self) -> int:
        """Where scores end."""
        return self.x + WIDE - 10


@dataclass
class Picture:
    width: int
    height: int
    boxes: list[Box] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    heads: list[tuple[int, str]] = field(default_factory=list)
    wide: int = WIDE
    high: int = HIGH


def bracket_of(rounds: Sequence[tuple[str, Iterable]]) -> Picture:
    """The picture of these rounds, each with its name and its matches from top to foot."""
    columns = [(name, list(matches)) for name, matches in rounds]
    tall = len(columns[0][1])
    picture = Picture(
        width=len(columns) * (WIDE + ACROSS) - ACROSS + 2, height=HEAD + tall * (HIGH + GAP) - GAP + 2
    )
    before: list[Box] = []
    for number, (name, matches) in enumerate(columns):
        x = 1 + number * (WIDE + ACROSS)
        picture.heads.append((x, name))
        boxes = [_box(match, x, _top(number, match.position)) for match in matches]
        picture.lines += [
            _line(feeder, boxes[at // 2]) for at, feeder in enumerate(before) if at // 2 < len(boxes)
        ]
        picture.boxes += boxes
        before = boxes
    return picture


def _top(number: int, position: int) -> int:
    """In the middle of the two matches before."""
    step = (HIGH + GAP) << number
    return HEAD + position * step + (step - HIGH - GAP) // 2


def _box(match, x: int, y: int) -> Box:
    sides = [
        Side(
            _short(entry), _score(match, which), y + 17 + 24 * at, bool(entry) and match.winner_id == entry.pk
        )
        for at, (entry, which) in enumerate([(match.home, match.home_score), (match.away, match.away_score)])
    ]
    return Box(x, y, (sides[0], sides[1]), match.is_ready)


def _short(entry) -> str:
    name = str(entry) if entry else ""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _score(match, score: int | None) -> str:
    return "" if score is None else str(score)


def _line(start: Box, goal: Box) -> str:
    half = start.x + WIDE + ACROSS // 2
    return f"M{start.x + WIDE} {start.middle}H{half}V{goal.middle}H{goal.x}"
