"""All that is measured in one house; what comes out is plain numbers, so that two houses can be compared."""

import gzip
import re
import urllib.request
from collections.abc import Iterable
from itertools import cycle, repeat
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import cpu, crowd, load
from bench.data import COMMON, Known, Page

ROUNDS, SECONDS = 5, 2.0
TURNS = 30  # rounds of a page in processor time
ALONE = 60  # searches, one after the other, that tell how long one alone takes
STATIC = re.compile(r'(?:href|src)="(/(?:static|brand)[^"]+\.(?:css|js)[^"]*)"')
WRITING = "comment"


def measured(port: int, known: Known, *, with_crowd: bool) -> dict[str, Any]:
    found = {
        "queries": {name: queries(asked(known, name)) for name in [*known.pages, WRITING]},
        "cpu": processor(known),
        "deep": {name: depth(known, *pair) for name, pair in known.deep.items()},
        "rates": rates(port, known),
        "search": {
            "a common word": alone(port, known.searches(list(COMMON))),
            "a rare word": alone(port, known.searches(known.rare)),
        },
        "sizes": sizes(port, known),
    }
    if with_crowd:
        found["crowd"] = crowd.told(port, known)
    return found


def asked(known: Known, name: str) -> Iterable[Page]:
    return known.comments() if name == WRITING else repeat(known.pages[name])


def queries(pages: Iterable[Page]) -> int:
    """How many statements it takes, the second time."""
    drawn = iter(pages)
    cpu.ask(next(drawn))
    with CaptureQueriesContext(connection) as seen:
        cpu.ask(next(drawn))
    return len(seen)


def processor(known: Known) -> dict[str, dict[str, float]]:
    found = {}
    for name in [*known.pages, WRITING]:
        cost = cpu.cost(known.pages["floor"], asked(known, name), TURNS)
        found[name] = vars(cost) | {"floors": cost.floors}
    return found


def depth(known: Known, near: Page, far: Page) -> float:
    """How many times the first page of a list the far one costs."""
    floor = known.pages["floor"]
    return cpu.cost(floor, repeat(far), TURNS).floors / cpu.cost(floor, repeat(near), TURNS).floors


def rates(port: int, known: Known) -> dict[str, list[dict[str, float]]]:
    """Every page in turn, so many rounds; one short one before, to warm up."""
    lasting = {name: iter(cycle(asked(known, name))) for name in known.pages} | {WRITING: known.comments()}
    for pages in lasting.values():
        load.ask(port, pages, 0.7)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in lasting}
    for _ in range(ROUNDS):
        for name, pages in lasting.items():
            found[name].append(vars(load.ask(port, pages, SECONDS)))
    return found


def alone(port: int, pages: list[Page]) -> dict[str, float]:
    """Milliseconds of one search at a time, the words in turn."""
    load.ask(port, pages * 2, 60, connections=1)
    found = load.ask(port, pages * (ALONE // len(pages)), 120, connections=1)
    return {"median": found.median, "p95": found.p95}


def sizes(port: int, known: Known) -> dict[str, float]:
    """Kilobytes, compressed, of what the feed brings: its HTML, CSS and JS."""

    def fetch(path: str) -> bytes:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": known.ana})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    html = fetch("/")
    found = {"HTML": html, "CSS": b"", "JS": b""}
    for address in dict.fromkeys(STATIC.findall(html.decode())):
        found["CSS" if ".css" in address else "JS"] += fetch(address)
    return {name: len(gzip.compress(data)) / 1000 for name, data in found.items()}
