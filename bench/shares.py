"""What a list of times comes to."""


def share(times: list[float], part: float) -> float:
    """The time within which that part of them was done; endless when there is none."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] if times else float("inf")
