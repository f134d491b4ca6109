"""Whatever is typed into whatever form: a sentence, never an error, never half a row (D-18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.throwing import FEWER, TEXTS, open_doors, path_in, some_traps, throw
from tests.matrix.asking import sent
from tests.matrix.table import TABLE

pytestmark = pytest.mark.django_db

# Every field of every form of the house, whether the table's good example fills it or not.
FIELDS = [
    "address", "alt-x", "asks_for", "assignee", "as_body", "audience", "bio", "body", "body_en", "body_es",
    "category", "code", "colour", "credential", "day", "days", "drop", "email", "emoji", "experienced_on",
    "file", "ground", "group", "groups", "handle", "join", "joining", "key", "kind", "language", "level",
    "listing", "login", "max_uses", "membership_number", "message", "missing", "name", "next", "note",
    "noted_at", "note", "parent", "password", "password1", "password2", "oldpassword", "pictures", "phone",
    "priority", "purpose", "query", "q", "reason", "remember", "role", "rules", "seen", "shortcut",
    "signature", "solved", "submission", "team", "text", "theme", "tickets", "timezone", "title", "until",
    "upload", "visible", "at", "way", "zone", "slots-TOTAL_FORMS", "slots-INITIAL_FORMS",
    "answers_in-TOTAL_FORMS", "first_answer_minutes", "of_age", "action", "_selected_action", "index",
    "select_across", "answer", "starts_at", "ends_at", "closes_at", "answers_until", "place", "price", "seats",
    "guests_most", "repeats", "dates", "option-0", "option-9", "picture-0", "kept-0", "is_several", "shows_at_end",
]  # fmt: skip
POSTED = [door for door in open_doors("post") if door[0] not in ("account_logout", "admin:logout")]


@FEWER
@given(
    door=st.sampled_from(POSTED),
    spoiled=st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=4),
    own=st.lists(TEXTS, min_size=1, max_size=3),
)
def test_anything_in_any_form_is_answered(world, door, spoiled, own):
    name, kind, role = door
    good = sent(world, TABLE[name], kind)
    for field, text in zip(sorted(good), own, strict=False):
        good[field] = text
    throw(world, role, "post", path_in(world, door), good | spoiled)


@pytest.mark.parametrize("door", POSTED, ids=lambda door: "-".join(door))
def test_each_field_takes_each_trap(world, door):
    """The good form with one field spoiled, field by field."""
    name, kind, role = door
    if kind not in ("", "own", "open", "mine", TABLE[name].kinds[0]):
        return
    for number, field in enumerate(sorted(sent(world, TABLE[name], kind))):
        for trap in some_traps(number, name):
            throw(world, role, "post", path_in(world, door), sent(world, TABLE[name], kind) | {field: trap})
