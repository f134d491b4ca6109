"""The draw, as anybody can repeat it: a published seed, SHA-256, and where each lot comes to stand."""

import hashlib
from collections.abc import Iterable


def lots(seed: str, numbers: Iterable[int]) -> list[int]:
    """The numbers of the entries in the order of their lots: by the SHA-256 of "seed:number" in hexadecimal, the
    smallest first."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest())


def size_of(count: int) -> int:
    """How many places the bracket of so many entries has: the next power of two."""
    return 1 << max(count - 1, 1).bit_length()


def places(size: int) -> list[int]:
    """The lots (1 is the first) from the top of the bracket to its foot: each pair of a round adds up to the same, so
    that free rounds are spread and fall to the first lots."""
    order = [1]
    while len(order) < size:
        pairs = 2 * len(order) + 1
        order = [lot for one in order for lot in (one, pairs - one)]
    return order


def first_round(count: int) -> list[tuple[int, int | None]]:
    """The lots of each match from top to foot; None stands for a free round."""
    order = places(size_of(count))
    pairs = zip(order[::2], order[1::2], strict=True)
    return [(min(pair), max(pair) if max(pair) <= count else None) for pair in pairs]


def rounds_of_league(count: int) -> list[list[tuple[int, int]]]:
    """Everybody against everybody, once: one lot stays, the others move on by a place a round. With an odd number one
    rests in each."""
    circle: list[int | None] = [*range(1, count + 1), *([None] if count % 2 else [])]
    rounds = []
    for number in range(len(circle) - 1):
        half = len(circle) // 2
        pairs = zip(circle[:half], reversed(circle[half:]), strict=True)
        turned = [(b, a) if number % 2 else (a, b) for a, b in pairs]
        rounds.append([(a, b) for a, b in turned if a is not None and b is not None])
        circle = [circle[0], circle[-1], *circle[1:-1]]
    return rounds
