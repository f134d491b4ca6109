"""Writes docs/permissions.md from the table: `python -m tests.matrix.paper` in the checkout."""

import os
import re
from pathlib import Path

from tests.matrix import table
from tests.matrix.table import FRAMES, ROLES, TABLE, WATCHES, Door, Who

PAPER = Path(__file__).parents[2] / "docs/permissions.md"
HEAD = """# Permissions

Who may open what, address by address. Written from `tests/matrix/table.py` by `python -m tests.matrix.paper`;
the tests ask every address of it, as everybody, for every kind of thing, and fail when an address, an admin page or a
message of the socket is missing here. Closed by default: what is not in the table does not go out.

Three things hold everywhere. Whoever may not know of a thing gets, to the byte, the answer of what never existed (404).
Whoever may know of it and not do this is refused (403, or a sentence in the form) and nothing is written. And no answer
holds a word of what its reader may not read. Before that: who is signed out is led to the entrance, who waits for
approval to the waiting room, staff without their second factor to the page that asks for it; the desk (`/admin/`) knows
staff only.
"""
THINGS = {
    "Posts and comments": (table.POST, {
        "own": "Ana's, in a listed and free group", "other": "in the group of everybody", "closed": "in a closed group",
        "secret": "in a secret group", "handled": "a complaint in the closed group, answered by Sol's team",
        "hidden": "hidden by a moderator", "deleted": "deleted", "never": "never existed",
    }),
    "Groups": (table.GROUP, {
        "open": "listed and free", "closed": "listed, on request (name, purpose and rules)", "secret": "secret",
        "never": "never existed",
    }),
    "Rooms": (table.ROOM, {
        "default": "of the group of everybody", "closed": "of the closed group", "secret": "of the secret group",
        "private": "private: Ana, the keeper and another", "direct": "Ana's with another", "never": "never existed",
    }),
    "Messages": (table.MESSAGE, {
        "own": "Ana's, in the room of everybody", "other": "another's, there", "closed": "in the closed group's room",
        "secret": "in the secret group's room", "private": "in the private room", "direct": "in Ana's with another",
        "reported": "there, reported by Ana", "hidden": "hidden by a moderator", "deleted": "deleted",
        "never": "never existed",
    }),
    "Requests, by their key": (table.REQUEST, {
        "own": "Ana's", "handled": "another customer's", "elsewhere": "another customer's, with another team",
        "never": "never existed",
    }),
    "Tickets, on the desk": (table.TICKET, {
        "own": "Ana's, with Sol's team", "handled": "a complaint in the closed group, with Sol's team",
        "elsewhere": "with Otto's team", "never": "never existed",
    }),
    "Files": (table.UPLOAD, {
        "own": "chosen by Ana, not used yet", "loose": "chosen by somebody else, not used yet",
        "slip": "sent with Ana's request", "closed": "picture of a post in the closed group",
        "secret": "picture of a post in the secret group", "hidden": "picture of a hidden post",
        "answering": "picture of a comment in the closed group", "withheld": "picture of a hidden comment",
        "told": "picture of a message between Ana and Carla", "judged": "the same, reported by Ana",
        "never": "never existed",
    }),
}  # fmt: skip
AT_HOME = [role for role in ROLES if role in table.HOME]


def written() -> str:
    return "\n".join([HEAD, roles(), *things(), addresses(), socket()])


def roles() -> str:
    lines = [f"| {role} | {what} |" for role, what in ROLES.items()]
    return "\n".join(["## Who asks", "", "| | |", "|---|---|", *lines, ""])


def things() -> list[str]:
    lines = ["## Who may know of what", ""]
    for heading, (knows, words) in THINGS.items():
        lines += [f"| {heading} | {' | '.join(AT_HOME)} |", "|---" * (len(AT_HOME) + 1) + "|"]
        for kind, who in knows.items():
            marks = " | ".join("yes" if role in who else "·" for role in AT_HOME)
            lines.append(f"| {words[kind]} | {marks} |")
        lines.append("")
    return lines


def addresses() -> str:
    from tests.matrix.addresses import ROUTES

    rows = sorted((readable(route), TABLE[name]) for name, route in ROUTES.items() if name in TABLE)
    lines = [f"| `{route}` | {words(door.get, door)} | {words(door.post, door)} |" for route, door in rows]
    return "\n".join(["## Addresses", "", "| address | GET | POST |", "|---|---|---|", *lines, ""])


def readable(route: str) -> str:
    """The address as a person writes it."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return "/" + re.sub(r"<\w+:", "<", route).replace("^", "").replace("$", "").replace("|", "/")


def words(who: Who | None, door: Door) -> str:
    return "–" if who is None else who.words


def socket() -> str:
    said = [f"| `{frame}` | {who} |" for frame, who in FRAMES.items()]
    lines = ["## The socket, `/ws/`", "", "Signed out: closed with 4403. A foreign Origin: refused.", ""]
    lines += ["| frame | who is heard |", "|---|---|", *said, ""]
    lines += [f"| what can be watched | {' | '.join(AT_HOME)} |", "|---" * (len(AT_HOME) + 1) + "|"]
    for topic, knows in WATCHES.items():
        for kind, who in knows.items():
            marks = " | ".join("yes" if role in who else "·" for role in AT_HOME)
            lines.append(f"| `{topic}`, {kind} | {marks} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    PAPER.write_text(written())
