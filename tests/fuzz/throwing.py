"""Throwing things at addresses: what may come back, and what must be as before."""

import os

from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.matrix.addresses import path_of
from tests.matrix.asking import IN, Answer, ask, expected
from tests.matrix.table import TABLE

DEEP = os.environ.get("DEEP", "") not in ("", "0")
FEWER = settings(
    max_examples=1000 if DEEP else 200,
    deadline=None,
    derandomize=not DEEP,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
# Written to trip whoever reads a number, a date, an id, a name or a place in a list.
TRAPS = [
    "", " ", "\x00", "a\x00b", "%00", "\ufeff", "\u202e", "\u200b", "٧", "７", "½", "-1", "0", "00", "+7",
    "1e9", "1_000", "0x10", "1.5", "NaN", "inf", "-inf", "9223372036854775807", "9223372036854775808",
    "9" * 40, "9" * 5000, "None", "null", "true", "[]", "{}", "{{7*7}}", "{% debug %}", "%s%s%n", "%(name)s",
    "{0}", "'", '"', "';--", "\\", "../../etc", "a" * 300, "a" * 30_000, "é" * 141, "𝔘" * 200, "\n" * 500,
    "\r\n", "2026-02-30", "0000-00-00", "9999-12-31", "99999-01-01", "2026-11-22T10:00",
    "2026-11-22T10:00+99:00", "2026-11-22 10:00 +00:00", "24:00", "25:61", "_", "__", "_7",
    "2026-11-22T10:00:00+00:00_7", "2026-11-22T10:00:00_7", "0001-01-01T00:00:00+00:00_1", "7.8", "7.", ".7",
    "7.9" * 30, "-7.-8", "00000000-0000-0000-0000-000000000000", "not-a-uuid", "RIB-2026-000001-A",
    "rib2026000001a", "@ana", "ana@", "ana@example.com\nBcc: x@example.com", "a@b", "javascript:alert(1)",
    "//evil.example", "<b>", "&amp;", "&#0;", "\ud7ff",
]  # fmt: skip


def some_traps(number: int, name: str) -> list[str]:
    """Two of them for a place, others for the next place; all with DEEP=1."""
    first = (7 * number + len(name)) % len(TRAPS)
    return TRAPS if DEEP else [TRAPS[first], TRAPS[(first + len(TRAPS) // 2) % len(TRAPS)]]


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TEXTS = st.one_of(st.sampled_from(TRAPS), ANYTHING, st.integers().map(str))
COUNTED = [
    model
    for app in ("accounts", "community", "tickets")
    for model in apps.get_app_config(app).get_models()
    if model._meta.model_name not in ("heartbeat", "ticketnumber")
]


def rows() -> tuple[int, ...]:
    """How many rows there are of everything."""
    counts = ", ".join(f'(SELECT count(*) FROM "{model._meta.db_table}")' for model in COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return cursor.fetchone()


def throw(world, role: str, method: str, path: str, data=None, **how) -> Answer:
    """The answer to something that was thrown. Never an error of the server, never its insides, and what was refused
    has left no row behind (D-18)."""
    answer = ask(world, role, method, path, data, inspect=lambda writes: rows() if writes else None, **how)
    # /readyz says in 503 that nobody works behind the pages, which is so here.
    assert answer.status < 500 or path.startswith("/readyz"), (
        method,
        path,
        data,
        getattr(answer.response, "exc_info", None),
    )
    assert b"Traceback (most recent call last)" not in answer.text
    if 400 <= answer.status < 500 and answer.seen:
        assert answer.seen == rows(), (method, path, data, "left rows behind")
    return answer


def open_doors(method: str) -> list[tuple[str, str, str]]:
    """(address, kind, role) that the table opens: as whoever gets furthest."""
    found = []
    for name, door in TABLE.items():
        if getattr(door, method) is None:
            continue
        for kind in door.kinds:
            roles = [
                role
                for role in ("gema", "sol", "ana", "marta", "keeper", "visitor")
                if opens(name, method, role, kind)
            ]
            found += [(name, kind, role) for role in roles[:1]]
    return found


def opens(name: str, method: str, role: str, kind: str) -> bool:
    return expected(name, method, role, kind) == IN


def path_in(world, door: tuple[str, str, str]) -> str:
    name, kind, _role = door
    return path_of(world, name, kind)
