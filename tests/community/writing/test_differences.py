"""Differences between versions: word by word, safe, whole."""

import re

import pytest
from django.utils.html import escape, strip_tags

from community.writing.differences import changes, difference
from tests.community.examples import comment, everybody, post


def shown(before: str, after: str) -> str:
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("At eight.", "At nine.", "At <del>eight</del><ins>nine</ins>."),
        ("One\nTwo\nThree", "One\nThree", "One\n<del>Two\n</del>Three"),
        ("Same", "Same", "Same"),
        ("", "New", "<ins>New</ins>"),
        ("<b>", "<i>", "&lt;<del>b</del><ins>i</ins>&gt;"),
    ],
)
def test_words_that_changed_are_marked(before, after, seen):
    assert shown(before, after) == seen


@pytest.mark.parametrize("many", [3, 3000])
def test_both_versions_can_be_read_from_it(many):
    before, after = "a b\nc d " * many, "a x b\nd " * many
    parts = list(changes(before, after))
    assert "".join(old for _tag, old, _new in parts) == before
    assert "".join(old if tag == "equal" else new for tag, old, new in parts) == after


def test_the_history_shows_what_each_edit_changed(ana, client_of):
    place = everybody()
    place.admit(ana)
    said = post(ana, place, "The pool opens at eight.")
    said.edit(by=ana, body="The pool opens at nine.")
    said.edit(by=ana, body="The pool opens at nine & closes at ten.")
    page = client_of(ana).get(f"/posts/{said.pk}/history/").content.decode()
    assert "<del>" in page and escape(" & closes at ten") in strip_tags(page)
    below = comment(ana, said, "Good")
    assert "<ins>" not in client_of(ana).get(f"/comments/{below.pk}/history/").content.decode()
