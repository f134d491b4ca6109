"""Two kinds of door: what may be seen comes from `visible_to`, what is done is a verb of a model.

So a view, a consumer or a door of the admin neither picks rows for itself nor writes them: it asks a queryset that
speaks the domain, and calls one verb.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_imports import ROOT, sources

PICKS = {"all", "get", "filter", "exclude", "raw", "first", "last", "values", "values_list", "in_bulk"}
WRITES = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "bulk_update",
    "update",
    "save",
    "delete",
}
LONGEST_VIEW = 20  # lines; fifteen is what a view feels like
DOORS = ("views.py", "consumers.py", "consumer.py", "managing.py")
# What is called like a write and is none of ours: sessions, forms of others, dictionaries.
NOT_OURS = {"session", "headers", "context", "data", "kept"}


def doors() -> Iterator[Path]:
    return (path for path in sources() if path.name in DOORS or path.parent.name == "views")


def root_of(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def picks_for_itself(call: ast.Call) -> bool:
    """`Model.objects.get(…)` and the like: a manager asked without the domain's words."""
    owner = call.func.value
    return (
        call.func.attr in PICKS
        and isinstance(owner, ast.Attribute)
        and owner.attr in ("objects", "_base_manager")
    )


def writes_for_itself(call: ast.Call) -> bool:
    if any(word.arg == "by" for word in call.keywords):
        return False  # a verb of the house: it names who acts
    owner = call.func.value
    last = owner.attr if isinstance(owner, ast.Attribute) else root_of(owner)
    return call.func.attr in WRITES and last not in NOT_OURS


def breaches(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if picks_for_itself(call) or writes_for_itself(call) or call.func.attr in ("filter", "raw"):
            yield call.lineno, call.func.attr


def found_in(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} .{name}(" for line, name in breaches(ast.parse(path.read_text()))
    ]


def test_doors_ask_the_domain_and_call_verbs():
    assert [breach for path in doors() for breach in found_in(path)] == []


def test_views_are_short():
    long = []
    for path in doors():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_VIEW:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []


@pytest.mark.parametrize(
    "line",
    [
        "Post.objects.get(pk=pk)",
        "Post.objects.all()",
        "Post.objects.create(body=body)",
        "Post.objects.visible_to(member).filter(pk=pk)",
        "post.save()",
        "post.replies.update(body='')",
    ],
)
def test_a_view_that_helps_itself_is_found(line):
    assert list(breaches(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "get_object_or_404(Post.objects.visible_to(member), pk=pk)",
        "post.delete(by=member)",
        "request.session.update(a=1)",
    ],
)
def test_a_view_that_asks_is_let_be(line):
    assert not list(breaches(ast.parse(line)))
