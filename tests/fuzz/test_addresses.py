"""Whatever stands in an address: its parts, and what follows the question mark."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.throwing import FEWER, TEXTS, open_doors, path_in, some_traps, throw
from tests.matrix.addresses import ROUTES
from tests.matrix.table import TABLE

pytestmark = pytest.mark.django_db

PARAMETERS = [
    "after", "before", "show", "marked", "group", "kind", "tab", "view", "q", "priority", "state", "team",
    "assignee", "category", "answer", "key", "next", "colour", "v", "calendar", "day", "time", "o", "p", "e",
    "_changelist_filters", "way", "app_label", "model_name", "field_name", "term", "role__exact",
    "standing", "_popup", "_to_field", "page", "format",
]  # fmt: skip
READ = open_doors("get")
PARTS = [
    "int:pk",
    "slug:slug",
    "slug:handle",
    "slug:token",
    "str:key",
    "str:signed",
    "uuid:id",
    "slug:variant",
    "int:revision",
]
NESTED = [route for name, route in ROUTES.items() if "<" in route and not route.startswith("accounts/")]


@FEWER
@given(
    door=st.sampled_from(READ),
    asked=st.dictionaries(st.sampled_from(PARAMETERS), TEXTS, min_size=1, max_size=4),
)
def test_anything_behind_the_question_mark_is_answered(world, door, asked):
    throw(world, door[2], "get", path_in(world, door), asked)


READERS = [
    "feed:home", "feed:post", "feed:thread", "feed:group", "groups:members", "notifications:index",
    "moderation:index", "requests", "admin:tickets_ticket_changelist", "admin:tickets_ticket_rows",
    "admin:tickets_ticket_change", "admin:tickets_ticket_live", "admin:tickets_businesscalendar_simulator",
    "tracker", "posts:new", "admin:accounts_member_changelist",
]  # fmt: skip
NARROWED = [
    "after", "before", "show", "group", "kind", "tab", "view", "q", "team", "state", "answer", "marked", "day",
    "time", "key", "calendar", "o",
]  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_each_place_in_a_list_takes_each_trap(world, name):
    door = next(door for door in READ if door[0] == name)
    for number, parameter in enumerate(NARROWED):
        for trap in some_traps(number, name):
            throw(world, door[2], "get", path_in(world, door), {parameter: trap})


@FEWER
@given(
    route=st.sampled_from(NESTED),
    parts=st.lists(TEXTS, min_size=3, max_size=3),
    method=st.sampled_from(["get", "post"]),
)
def test_anything_between_the_slashes_is_answered(world, route, parts, method):
    address = "/" + filled(route, [quote(part[:200], safe="") for part in parts])
    throw(world, "gema", method, address)


@pytest.mark.parametrize("route", NESTED)
def test_every_part_of_an_address_takes_each_trap(world, route):
    for trap in some_traps(len(route), route):
        throw(world, "gema", "get", "/" + filled(route, [quote(trap[:400], safe="")] * 3))


@pytest.mark.parametrize(
    "end", ["%ff%fe", "%c3%28", "%00", "..%2f..%2fetc", "%e2%80%ae", "a" * 3000, "%2e%2e", ";a=b", "\\", "%"]
)
@pytest.mark.parametrize(
    "start", ["/", "/requests/", "/groups/", "/members/", "/media/", "/invitation/", "/admin/", "/posts/"]
)
def test_bytes_that_are_no_text_are_answered(world, start, end):
    for role in ("visitor", "ana", "gema"):
        assert throw(world, role, "get", f"{start}{end}/").status in (200, 301, 302, 400, 403, 404)


def filled(route: str, parts: list[str]) -> str:
    """The route with these words where it has parts."""
    for part in parts:
        start, found, rest = route.partition("<")
        if not found:
            break
        route = start.removesuffix("(?P") + part + rest.partition(">")[2]
    return route.replace("^", "").replace("$", "")


def test_the_table_is_used():
    assert len(READ) > 60 and TABLE
