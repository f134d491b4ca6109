"""What was measured, as a table, and what was asked for and not reached."""

import statistics
from typing import Any

# Of the floor's throughput, at least.
LEAST = {
    "feed": 0.33,
    "post page": 0.33,
    "queue": 0.33,
    "directory": 0.2,
    "moderation desk": 0.2,
    "search, rare": 0.2,
    "comment": 0.2,
}
GROWTH = 1.2  # how many times as much a page may cost in the whole house as in a hundredth of it
GROWING = (
    "feed",
    "post page",
    "group",
    "search, common",
    "search, rare",
    "comment",
)  # held to it; told of all
FURTHER = 1.2  # how many times as much the five hundredth page of a list may cost as the first
SEARCH = 150  # milliseconds, the 95th percentile of a search for a common word alone
TOLD, MEANWHILE = 60, 1500  # seconds until a thousand are told, milliseconds that others wait then
WEIGHT, SCRIPTS = 150, 60  # kilobytes of the feed


def of_one(found: dict[str, Any], share: float) -> int:
    print(f"A house of {share:.0%}.")
    return told(table(found) + others(found))


def of_two(small: dict[str, Any], whole: dict[str, Any], share: float) -> int:
    print(f"The whole house ({share:.0%}), loaded in {whole['filled']:.0f} s.")
    failed = table(whole) + others(whole)
    print("\nprocessor time in floors           at 1 %   at 100 %    ratio   queries")
    for name, cost in whole["cpu"].items():
        before = small["cpu"][name]["floors"]
        ratio = cost["floors"] / before
        counts = small["queries"][name], whole["queries"][name]
        print(f"{name:32} {before:8.2f} {cost['floors']:10.2f} {ratio:8.2f}   {counts[0]} and {counts[1]}")
        if name in GROWING and ratio > GROWTH:
            failed.append(f"{name} costs {ratio:.2f} times what it costs at 1 %")
        if counts[0] != counts[1]:
            failed.append(f"{name} takes {counts[0]} queries at 1 % and {counts[1]} at 100 %")
    for name, cost in whole["deep"].items():
        if cost > FURTHER:
            failed.append(f"page 500 of {name} costs {cost:.2f} times the first")
    return told(failed)


def table(found: dict[str, Any]) -> list[str]:
    """Prints the pages; returns which are too slow."""
    print(f"{'page':16} {'share of the floor':>22} {'req/s':>7} {'p50 ms':>7} {'p95 ms':>7}", end="")
    print(f" {'cpu ms':>7} {'of it SQL':>9} {'1/floors':>8} {'queries':>7}")
    failed = []
    for name, rounds in found["rates"].items():
        share, least, most = share_of(found, name)
        rate, p50, p95 = (
            statistics.median(one[what] for one in rounds) for what in ("rate", "median", "p95")
        )
        cost = found["cpu"][name]
        spread = f"({least:.2f} to {most:.2f})"
        print(f"{name:16} {share:6.2f} {spread:15} {rate:7.0f} {p50:7.1f} {p95:7.1f}", end="")
        print(
            f" {cost['page']:7.2f} {cost['database']:9.2f} {1 / cost['floors']:8.2f} {found['queries'][name]:7}"
        )
        if share < LEAST.get(name, 0):
            failed.append(f"{name} is under {LEAST[name]} of the floor")
    return failed


def share_of(found: dict[str, Any], name: str) -> tuple[float, float, float]:
    """Of the floor's throughput: the median of the rounds, the least, the most."""
    rates = found["rates"]
    shares = [one["rate"] / base["rate"] for one, base in zip(rates[name], rates["floor"], strict=True)]
    return statistics.median(shares), min(shares), max(shares)


def others(found: dict[str, Any]) -> list[str]:
    """Prints what is no share of the floor; returns what is too slow or too heavy."""
    failed = []
    for name, cost in found["deep"].items():
        print(f"page 500 of {name}: {cost:.2f} times the first")
    for name, times in found["search"].items():
        print(f"search for {name}, alone: {times['median']:.0f} ms, p95 {times['p95']:.0f} ms")
    if found["search"]["a common word"]["p95"] > SEARCH:
        failed.append("the search for a common word takes too long")
    print("feed, compressed: " + ", ".join(f"{name} {size:.1f} kB" for name, size in found["sizes"].items()))
    if sum(found["sizes"].values()) > WEIGHT or found["sizes"]["JS"] > SCRIPTS:
        failed.append("the feed is too heavy")
    return failed + crowd(found.get("crowd", {}))


def crowd(found: dict[str, float]) -> list[str]:
    failed = []
    for name, value in found.items():
        print(
            f"a thousand told by {name}: {value:.1f} s" if "p99" not in name else f"  {name}: {value:.0f} ms"
        )
        if value > (MEANWHILE if "p99" in name else TOLD):
            failed.append(f"{name} of a thousand takes too long")
    return failed


def told(failed: list[str]) -> int:
    print("\n".join(failed) or "All of it within what was asked.")
    return bool(failed)
