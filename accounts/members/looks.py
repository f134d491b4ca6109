"""What a name looks like: two names of one look cannot be told apart by whoever reads them (row 46, UTS #39).

The look of a text is its skeleton: each sign is replaced by the plainest one that it resembles. It is never shown.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.db.models import Func, Value
from django.db.models.functions import Lower, Replace

TABLE = Path(__file__).with_name("confusables.txt")
# Scripts that are written together in one word.
TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "BOPOMOFO": "CJK", "HANGUL": "CJK", "IDEOGRAPHIC": "CJK"}


@cache
def table() -> dict[int, str]:
    """Unicode's own list, in the form of `str.translate`; bin/confusables makes it."""
    rows = (line.split(";") for line in TABLE.read_text().splitlines() if not line.startswith("#"))
    return {int(sign, 16): "".join(chr(int(code, 16)) for code in look.split()) for sign, look in rows}


def skeleton(text: str) -> str:
    """As UTS #39 (4) says it, then in small letters: `Sol`, `SоI` with a Cyrillic o, and `S0l` are one."""
    plainest = unicodedata.normalize("NFD", text).translate(table())
    return unicodedata.normalize("NFC", plainest).lower()


def plain(text: str) -> str:
    """The skeleton without accents and without what stands between words: the coarsest look."""
    signs = unicodedata.normalize("NFD", skeleton(text))
    return " ".join(word for word in "".join(map(_bare, signs)).split())


def plains(text: str) -> set[str]:
    """The coarsest looks as it is written and in small letters: a capital I is an l to the one, an i to the other."""
    return {plain(text), plain(text.lower())}


def _bare(sign: str) -> str:
    kind = unicodedata.category(sign)[0]
    return sign if kind in "LN" else "" if kind == "M" else " "


def of_handle(handle: str) -> str:
    """Hyphens are no difference: nobody hears them."""
    return skeleton(handle.replace("-", ""))


def scripts(word: str) -> set[str]:
    """The alphabets of a word's letters, as the names of the signs have them."""
    letters = (sign for sign in word if unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo"))
    found = {unicodedata.name(sign, "UNKNOWN").split()[0] for sign in letters}
    return {TOGETHER.get(script, script) for script in found}


# The same two looks for PostgreSQL, as far as letters of the Latin alphabet go: what was there before is honest, and
# what comes is compared in its whole skeleton. A test holds them against the functions above.
OF_HANDLE = Func(
    Replace(Replace("handle", Value("-"), Value("")), Value("m"), Value("rn")),
    Value("01"),
    Value("ol"),
    function="translate",
)
OF_NAME = Lower(
    Func(Replace("name", Value("m"), Value("rn")), Value("I01|"), Value("lOll"), function="translate")
)
