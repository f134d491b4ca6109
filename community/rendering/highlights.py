"""The words that were found, marked where they stand. What people wrote is escaped; only the marks are ours."""

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from community.rendering.folding import fold
from community.rendering.markdown import plain

LENGTH = 220  # characters of an excerpt
BEFORE = 60  # of them before the first word that was found
ACCENTS = {"a": "aáàâäã", "e": "eéèêë", "i": "iíìîï", "o": "oóòôöõ", "u": "uúùûü", "n": "nñ", "c": "cç"}
NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=512)
def pattern_of(terms: tuple[str, ...]) -> re.Pattern:
    """What finds words by their stems, with accents or without."""
    wanted = sorted({fold(term) for term in terms if len(term) > 1}, key=len, reverse=True)
    if not wanted:
        return NOTHING
    pieces = "|".join(piece_of(term) for term in wanted)
    return re.compile(rf"(?<!\w)(?:{pieces})(?!\w)", re.IGNORECASE)


def piece_of(term: str) -> str:
    """A stem may go on for some letters; a short one hardly."""
    letters = "".join(f"[{ACCENTS[letter]}]" if letter in ACCENTS else re.escape(letter) for letter in term)
    return letters + (r"\w{0,8}" if len(term) > 3 else r"\w{0,2}" if len(term) > 2 else "")


def marked(text: str, terms: tuple[str, ...]) -> SafeString:
    """The text with a <mark> around every word that was found."""
    pieces, at = [], 0
    for hit in pattern_of(terms).finditer(text):
        pieces += [escape(text[at : hit.start()]), "<mark>", escape(hit[0]), "</mark>"]
        at = hit.end()
    return SafeString("".join([*pieces, escape(text[at:])]))


def excerpt(body: str, terms: tuple[str, ...]) -> SafeString:
    """Some words around the first place that was found, or the first words."""
    text = plain(body, len(body) + 1)
    hit = pattern_of(terms).search(text)
    start = max(hit.start() - BEFORE, 0) if hit else 0
    if start:
        start = text.find(" ", start, start + 40) + 1 or start
    cut = text[start : start + LENGTH]
    if start + LENGTH < len(text):
        cut = cut.rsplit(" ", 1)[0] + "…"
    return marked(("…" if start else "") + cut, terms)
