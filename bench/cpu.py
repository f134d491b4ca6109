"""What a page costs in processor time, ours and the database's together, whatever else the machine is doing.

One process calls the WSGI application itself; floor and page take turns. Time that is stolen by others, or waited for,
is not in it. The database's share is read from Linux; elsewhere it is missing, for floor and page alike.
"""

import io
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import connection

from bench.data import Page

OF_FLOOR, OF_PAGE = 5, 3  # requests a round


@dataclass(frozen=True)
class Cost:
    page: float  # milliseconds, the median of the rounds
    floor: float
    database: float  # the part of `page` that is PostgreSQL's

    @property
    def floors(self) -> float:
        """How many times the floor."""
        return self.page / self.floor


@cache
def application():
    return get_wsgi_application()


def cost(floor: Page, pages: Iterable[Page], rounds: int) -> Cost:
    """Of so many rounds, after two that warm up. `pages` is drawn from as long as needed."""
    drawn = iter(pages)
    found = [(spent(repeat(floor), OF_FLOOR), spent(drawn, OF_PAGE)) for _ in range(rounds + 2)][2:]
    page, base = (statistics.median(sum(pair[side]) for pair in found) for side in (1, 0))
    return Cost(page, base, statistics.median(pair[1][1] for pair in found))


def spent(pages: Iterator[Page], count: int) -> tuple[float, float]:
    """Milliseconds a request: ours, the database's."""
    ours, theirs = time.process_time(), of_database()
    for _ in range(count):
        ask(next(pages))
    return (time.process_time() - ours) * 1000 / count, (of_database() - theirs) * 1000 / count


def of_database() -> float:
    """Seconds of processor time of the backend that answers this connection."""
    connection.ensure_connection()
    try:
        return (
            int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0])
            / 1e9
        )
    except OSError:
        return 0.0


def ask(page: Page) -> bytes:
    """The page as the application gives it. Raises RuntimeError for an error."""
    path, _, query = page.path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST" if page.body else "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": page.cookie, "CONTENT_LENGTH": str(len(page.body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if page.body else "", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(page.body.encode()), "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    told = []
    answer = application()(environ, lambda status, headers, *rest: told.append(status))
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    if not told[0].startswith("302" if page.body else "200"):
        raise RuntimeError(f"{page.path}: {told[0]}")
    return body
