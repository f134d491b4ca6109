"""How made-up life is spread: over time, over posts. Pure arithmetic."""

import random
from bisect import bisect
from itertools import accumulate

STEEP = 1.15  # of the Pareto curve of popularity: the smaller, the more a few posts get
MOST = 0.004  # of everything that one post gets at most
HOURS = 3.0  # until half of a thread's comments are there


def moments(count: int, span: float, chance: random.Random) -> list[float]:
    """Seconds since the beginning, in order; the house grows, so more of them lie late."""
    return sorted(span * chance.random() ** 0.6 for _ in range(count))


def popularity(count: int, chance: random.Random) -> list[float]:
    """A weight for each of so many posts, hardly anything for most of them."""
    weights = [chance.paretovariate(STEEP) for _ in range(count)]
    most = MOST * sum(weights)
    return [min(weight, most) for weight in weights]


class Dice:
    """Draws places by their weights."""

    def __init__(self, weights: list[float]):
        self.sums = list(accumulate(weights))

    def throw(self, chance: random.Random) -> int:
        return bisect(self.sums, chance.random() * self.sums[-1], hi=len(self.sums) - 1)


def later(said: float, until: float, chance: random.Random) -> float:
    """When a comment comes: mostly within hours, some after weeks, none in the future."""
    at = said + 60 + HOURS * 3600 * chance.lognormvariate(0, 1.8)
    return at if at < until else said + (until - said) * chance.random() ** 3
