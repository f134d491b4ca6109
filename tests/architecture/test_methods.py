"""Every page says which methods it answers: it names them, or it looks at what came."""

import inspect
import re

import pytest

from tests.architecture.test_closed_by_default import addresses

OURS = ("accounts.", "community.", "tickets.", "config.")
NAMED = re.compile(r"@require_(POST|GET|safe|http_methods)|@staff_act|@act\b")
LOOKS = re.compile(r"request\.(method|POST)")


def views() -> dict[str, object]:
    found = {}
    for _address, view in addresses():
        plain = inspect.unwrap(view)
        is_ours = plain.__module__.startswith(OURS) and not plain.__module__.endswith(".admin")
        if is_ours and inspect.isfunction(plain):
            found[f"{plain.__module__}.{plain.__name__}"] = plain
    return found


@pytest.mark.parametrize("name", sorted(views()))
def test_a_view_says_what_it_answers(name):
    source = whole(views()[name])
    assert NAMED.search(source) or LOOKS.search(source), source.splitlines()[0]


def whole(view) -> str:
    """The view's source, with that of the functions beside it that it hands the request on to."""
    source = inspect.getsource(view)
    beside = inspect.getmembers(inspect.getmodule(view), inspect.isfunction)
    handed = [inspect.getsource(found) for name, found in beside if f" {name}(request" in source]
    return "\n".join([source, *handed])
