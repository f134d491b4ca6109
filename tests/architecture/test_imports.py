"""Arrows point down: accounts ← community ← tickets ← config, and inside an app from the lower to the higher room.

Every import counts, wherever it stands: in a function, under TYPE_CHECKING. Whoever needs one that points up has
misplaced a verb; what the lower room needs is a trait, a signal of its own or a registry (docs in the README).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "community", "tickets", "config")
# Lowest first; the rooms of one line do not know each other.
ROOMS = {
    "accounts": (
        "breaker doors heartbeats invariants qr roles spreadsheets tables",
        "due fragments going_on nudges",
        "brand",
        "made_once",
        "legal live mail media pocket",
        "members",
        "entrance",
        "invitations",
        "founding privacy",
        "customers",
        "imports",
    ),
    "community": (
        "batches calendars households keyset partials submissions transactions versioned",
        "rendering",
        "notifications flags reactions",
        "groups",
        "contacts drafts silences trust wordrules",
        "following profiles",
        "writing",
        "posts",
        "comments",
        "gatherings",
        "polls events tournaments bookmarks clarifications praise",
        "contests",
        "chat digests",
        "reports mentions",
        "moderation",
        "alerts badges concert onboarding",
        "feed",
        "search tags",
        "directory",
        "holdings",
    ),
    "tickets": (
        "teams",
        "sla",
        "desk",
        "thanks",
        "complaints correspondence requests talks tracker doors",
        "intake vault",
        "workplace",
        "holdings",
    ),
}
# The face that the entrance shows to allauth stands in a file of its own.
PARTS = {("accounts", "adapter"): "entrance"}
# Indexes know the rooms of their app; tags and commands are the app's, wherever Django wants them.
INDEXES = {"models", "urls", "admin", "tasks", "apps", "templatetags", "management", "celery"}


def sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def height(app: str, room: str) -> int | None:
    for number, line in enumerate(ROOMS.get(app, ())):
        if PARTS.get((app, room), room) in line.split():
            return number
    return None


def points_up(source: list[str], target: list[str]) -> bool:
    """Whether a module of `source` may not import `target`; both are dotted names, split."""
    if target[0] not in APPS:
        return False
    if source[0] != target[0]:
        return APPS.index(source[0]) < APPS.index(target[0])
    here, there = (
        PARTS.get((source[0], room), room) for room in (source[1], target[1] if len(target) > 1 else "")
    )
    if source[0] not in ROOMS or here == there or here in INDEXES or not there:
        return False
    mine, theirs = height(source[0], here), height(source[0], there)
    return mine is None or theirs is None or theirs >= mine


def wrong_arrows(path: Path) -> list[str]:
    name = path.relative_to(ROOT)
    source = list(name.with_suffix("").parts)
    found = imports(ast.parse(path.read_text()))
    return sorted({f"{name} -> {target}" for target in found if points_up(source, target.split("."))})


def hidden_imports(path: Path) -> list[str]:
    """Imports of our own inside functions, where nothing but a cycle puts them."""
    if path.name == "apps.py" or "commands" in path.parts:
        return []
    found = []
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            ours = [name for name in imports(function) if name.split(".")[0] in APPS]
            found += [f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {name}" for name in ours]
    return found


def test_arrows_point_down():
    assert [arrow for path in sources() for arrow in wrong_arrows(path)] == []


def test_no_import_hides_in_a_function():
    assert [found for path in sources() for found in hidden_imports(path)] == []


def test_every_room_has_its_place():
    rooms = {
        (app, path.stem)
        for app in ROOMS
        for path in (ROOT / app).iterdir()
        if path.stem not in INDEXES | {"migrations", "__init__", "__pycache__", "locale"}
    }
    assert {room for room in rooms if height(*room) is None} == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("accounts.members.views", "community.posts.models"),
        ("community.posts.views", "tickets.desk.models"),
        ("community.groups.models", "community.posts.models"),
        ("community.notifications.models", "community.flags.models"),
        ("tickets.sla.clock", "tickets.desk.models"),
        ("accounts.roles", "accounts.members.models"),
    ],
)
def test_an_arrow_that_points_up_is_found(source, target):
    assert points_up(source.split("."), target.split("."))
    assert not points_up(target.split("."), source.split(".")) or "flags" in target
