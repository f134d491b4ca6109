"""Asking an address as a role, and what the answer says in one word."""

import os
import re
from collections.abc import Iterable
from http.cookies import SimpleCookie

from django.db import connection, transaction

from tests.matrix.addresses import path_of
from tests.matrix.table import HOME, STAFF, TABLE, Door
from tests.matrix.world import World

DEEP = os.environ.get("DEEP") == "1"
IN, REFUSED, HIDDEN, NO_METHOD = "in", "refused", "hidden", "no such method"
ENTRANCE, WAITING, FACTOR, DESK = (
    "to the entrance",
    "to the waiting room",
    "to the second factor",
    "to the desk's door",
)
LEADS = {
    "/accounts/login/": ENTRANCE,
    "/waiting-room/": WAITING,
    "/settings/second-factor/": FACTOR,
    "/admin/login/": DESK,
}
AT_THE_DOOR = ("admin:login", "admin:logout")  # where a member who is not staff is turned away, or led out
CANARY = re.compile(rb"canary-[a-z]+(?:-[a-z]+)*")
# What every page may write, whatever it answers.
UNNOTICED = re.compile(r'"(django_session|accounts_cache|usersessions_usersession)"')
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
# Tokens differ each time; a length differs with the address that the page repeats.
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*}|value="[0-9a-f-]{36}"|\(.Content-Length., .\d+.\)'
)


class Answer:
    """One answer with the writes that were left behind when it came."""

    def __init__(self, response, writes: list[str], seen=None) -> None:
        self.response, self.writes, self.seen = response, writes, seen
        self.status = response.status_code
        self.leads = response.headers.get("Location", "")

    @property
    def word(self) -> str:
        if self.status == 302 and (found := [w for path, w in LEADS.items() if self.leads.startswith(path)]):
            return found[0]
        broken = f"broken by {getattr(self.response, 'exc_info', None)}"
        return {403: REFUSED, 404: HIDDEN, 405: NO_METHOD}.get(
            self.status, IN if self.status < 500 else broken
        )

    @property
    def text(self) -> bytes:
        body = b"" if self.response.streaming else self.response.content
        return body + repr(sorted(self.response.headers.items())).encode()

    def canaries(self) -> set[str]:
        return {found.decode() for found in CANARY.findall(self.text)}

    def bare(self, path: str) -> bytes:
        """Everything that is the same for every thing that one may not know of."""
        return CHANGING.sub(b"", self.text).replace(path.encode(), b"PATH")


def ask(world: World, role: str, method: str, path: str, data=None, *, inspect=None, **how) -> Answer:
    """The answer; whatever the address did is undone, in the database and in the browser. `inspect` looks at the
    database before that, and is told what was written; `how` goes to the browser."""
    client, writes = world.clients[role], []
    cookies = client.cookies.output()

    def noting(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if WRITE.match(sql) and not UNNOTICED.search(sql):
            writes.append(sql[:120])
        return result

    with transaction.atomic():
        with connection.execute_wrapper(noting):
            if isinstance(data, bytes):
                response = client.generic(method.upper(), path, data, **how)
            else:
                response = getattr(client, method)(path, data or {}, **how)
        seen = inspect(writes) if inspect else None
        transaction.set_rollback(True)
    client.cookies = SimpleCookie()
    client.cookies.load("\n".join(line.removeprefix("Set-Cookie: ") for line in cookies.splitlines()))
    return Answer(response, writes, seen)


def gate(door: Door, name: str, role: str) -> str | None:
    """Where the role is led before the address itself is asked."""
    if door.public:
        return None
    if role in HOME and name in AT_THE_DOOR:
        return None
    if role not in HOME and role not in ("pending", "half"):
        return ENTRANCE
    if role in ("pending", "half") and not door.account:
        return WAITING if role == "pending" else FACTOR
    if name.startswith("admin") and role not in STAFF:
        return DESK
    return None


def expected(name: str, method: str, role: str, kind: str) -> str:
    door = TABLE[name]
    if led := gate(door, name, role):
        return led
    may = door.get if method == "get" else door.post
    if may is None:
        return NO_METHOD
    if door.knows and role not in door.knows[kind]:
        return HIDDEN
    return IN if role in may.may(kind) else REFUSED


def sent(world: World, door: Door, kind: str) -> dict:
    """What a good POST carries."""
    data = door.data(world, kind) if callable(door.data) and kind != "never" else door.data
    return {} if callable(data) else dict(data or {})


def findings(world: World, name: str, roles: Iterable[str], methods: Iterable[str]) -> list[str]:
    """Every cell of this address that is not as the table says, in a sentence each."""
    found, door, opened = [], TABLE[name], Opened()
    # What never existed comes first: the others are compared with what it answers.
    for kind in sorted(door.kinds, key=lambda kind: kind != "never"):
        path = path_of(world, name, kind)
        for role in roles:
            if gate(door, name, role) and kind != telling(door) and not DEEP:
                continue  # turned away before the address is asked: one thing, a secret one, stands for all
            for method in methods:
                wanted = expected(name, method, role, kind)
                if wanted == NO_METHOD and kind != telling(door) and not DEEP:
                    continue
                if wanted == IN and not opened.tells_more(method, role, kind) and not DEEP:
                    continue
                answer = ask(world, role, method, path, sent(world, door, kind) if method == "post" else None)
                cell = f"{method.upper()} {name} ({kind or '-'}) as {role}"
                found += [
                    f"{cell}: {words}" for words in judged(world, answer, name, method, role, kind, path)
                ]
    return found


class Opened:
    """What has been let in at an address: each role once, and each kind of thing once. What stays shut is asked for
    all of them."""

    def __init__(self) -> None:
        self.known: set[tuple[str, str]] = set()

    def tells_more(self, method: str, role: str, kind: str) -> bool:
        """Whether role or kind was not let in yet; notes that now they are."""
        news = {(method, f"as {role}"), (method, f"to {kind}")} - self.known
        self.known |= news
        return bool(news)


def telling(door: Door) -> str:
    return "secret" if "secret" in door.kinds else door.kinds[0]


def judged(
    world: World, answer: Answer, name: str, method: str, role: str, kind: str, path: str
) -> list[str]:
    wanted, found = expected(name, method, role, kind), []
    if answer.word != wanted and not is_as_good(answer, wanted, name, role, kind):
        found.append(f"{wanted!r} wanted, {answer.word!r} found ({answer.status} {answer.leads})")
    if answer.canaries() - world.allowed(role):
        found.append(f"told {sorted(answer.canaries() - world.allowed(role))}")
    if wanted != IN and answer.writes:
        found.append(f"wrote {answer.writes[:2]}")
    if wanted == HIDDEN:
        if kind == "never":
            world.answers[role, name, method] = answer.bare(path)
        never = world.unknown(role, name, method, lambda: unknown(world, name, method, role))
        if never is not None and answer.bare(path) != never:
            found.append("is not the answer of what never existed")
    return found


def is_as_good(answer: Answer, wanted: str, name: str, role: str, kind: str) -> bool:
    """A refusal beside the field counts as one, if nothing was written; a public door may lead on; the health page
    may say 503."""
    if wanted == REFUSED:
        return answer.status == 422 and not answer.writes
    if wanted == ENTRANCE:
        return answer.word == DESK  # which leads on to the entrance
    if wanted == NO_METHOD:
        return answer.word == HIDDEN and role not in TABLE[name].knows.get(kind, HOME)
    if wanted == IN and TABLE[name].public:
        return answer.word in LEADS.values() or (name == "readyz" and answer.status == 503)
    return False


def unknown(world: World, name: str, method: str, role: str) -> bytes | None:
    """The answer for a thing that never existed."""
    if "never" not in TABLE[name].kinds:
        return None
    path = path_of(world, name, "never")
    return ask(
        world, role, method, path, sent(world, TABLE[name], "never") if method == "post" else None
    ).bare(path)
