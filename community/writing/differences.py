"""What was changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 600  # words on a side that are compared one by one; longer pieces change as a whole


def difference(before: str, after: str) -> SafeString:
    """The later text with what went in `<del>` and what came in `<ins>`, as HTML that is safe to show."""
    return format_html_join("", "{}", ([piece] for piece in pieces(before, after)))


def pieces(before: str, after: str) -> Iterator[str]:
    for tag, old, new in changes(before, after):
        if tag == "equal":
            yield old
            continue
        if old:
            yield marked("del", gettext("taken out"), old)
        if new:
            yield marked("ins", gettext("put in"), new)


def marked(tag: str, words: str, text: str) -> SafeString:
    """The piece in its tag; who listens to the page hears the words."""
    hidden = '<span class="visually-hidden">{}</span>'
    return format_html(f"<{tag}>{hidden}{{}}{hidden}</{tag}>", f"[{words}: ", text, "]")


def changes(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(tag, what it was, what it is), line by line, and inside a line that changed word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        was, became = "".join(old[i:j]), "".join(new[k:m])
        if tag == "replace":
            yield from words_of(was, became)
        else:
            yield tag, was, became


def words_of(was: str, became: str) -> Iterator[tuple[str, str, str]]:
    old, new = WORD.findall(was), WORD.findall(became)
    if max(len(old), len(new)) > MOST:
        yield "replace", was, became
        return
    for tag, i, j, k, m in SequenceMatcher(
        lambda word: word.isspace(), old, new, autojunk=False
    ).get_opcodes():
        yield tag, "".join(old[i:j]), "".join(new[k:m])
