"""`python -m bench`: our pages as shares of a floor that is measured in the same run, taking turns.

The floor is a view under the same middleware and server that does session, user, one indexed select and a tiny
template. Aim: feed and post page half of its throughput (a third is the least), the queue a third.
"""

import gzip
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from config import embedded

ROUNDS, SECONDS = 5, 2.0
LEAST = {"feed": 0.33, "post page": 0.33, "queue": 0.33}
STATIC = re.compile(r'(?:href|src)="(/(?:static|brand)[^"]+\.(?:css|js)[^"]*)"')


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tertulia-bench-") as folder, parts(Path(folder)):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        from bench import pages

        known = pages.prepare()
        with served() as port:
            return report(
                pages.measure(port, known, ROUNDS, SECONDS), pages.queries(known), sizes(port, known)
            )


@contextmanager
def parts(data: Path):
    running = embedded.start(data, durable=False)
    os.environ |= {
        "TERTULIA_DATA": str(data),
        "DATABASE_URL": embedded.database_url(data),
        "REDIS_URL": embedded.redis_url(data, 0),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_CONN_MAX_AGE": "600",
        "LOG_LEVEL": "WARNING",
    }
    (data / "static").mkdir(exist_ok=True)
    try:
        yield
    finally:
        running.stop(quick=True)


@contextmanager
def served():
    """Granian for pages, as in production: WSGI, one process, two threads."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    os.environ["BASE_URL"] = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(port), "--interface", "wsgi",
        "--workers", "1", "--blocking-threads", "2", "--no-access-log", "--log-level", "warning",
        "bench.site:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, start_new_session=True)
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def sizes(port: int, known: dict) -> dict[str, float]:
    """Kilobytes, compressed, of what the feed brings: its HTML, CSS and JS."""

    def fetch(path: str) -> bytes:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers={"Cookie": known["ana_cookie"]}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    html = fetch("/")
    found = {"HTML": html, "CSS": b"", "JS": b""}
    for address in dict.fromkeys(STATIC.findall(html.decode())):
        found["CSS" if ".css" in address else "JS"] += fetch(address)
    return {name: len(gzip.compress(data)) / 1000 for name, data in found.items()}


def report(rates: dict[str, list], queries: dict[str, int], kilobytes: dict[str, float]) -> int:
    floor = [one.rate for one in rates["floor"]]
    print(f"{'page':12} {'share of the floor':>24} {'req/s':>7} {'p50 ms':>7} {'p95 ms':>7} {'queries':>8}")
    failed = []
    for name, rounds in rates.items():
        shares = [one.rate / base for one, base in zip(rounds, floor, strict=True)]
        share = statistics.median(shares)
        rate, p50, p95 = (
            statistics.median(getattr(one, what) for one in rounds) for what in ("rate", "median", "p95")
        )
        spread = f"({min(shares):.2f} to {max(shares):.2f})"
        print(f"{name:12} {share:8.2f} {spread} {rate:9.0f} {p50:7.1f} {p95:7.1f} {queries.get(name, ''):>8}")
        if share < LEAST.get(name, 0):
            failed.append(f"{name} is under {LEAST[name]} of the floor")
    total = sum(kilobytes.values())
    print("feed, compressed: " + ", ".join(f"{name} {size:.1f} kB" for name, size in kilobytes.items()))
    if total > 150 or kilobytes["JS"] > 60:
        failed.append("the feed is too heavy")
    print("\n".join(failed) or "All of it within what was asked.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
