"""What a file's bytes say: the text behind any usual encoding, and what was written wrong once already put right."""

import codecs
import re

from accounts.imports.problems import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows, a Mac, and what Excel calls "CSV (MS-DOS)". The first stands unless another makes better sense.
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
SMALL = frozenset("áéíóúüñçàèìòùïâêîôûäöëãõß")
LARGE = frozenset("ÁÉÍÓÚÜÑÇÀÈÌÒÙÏÂÊÎÔÛÄÖËÃÕ")
PLAIN = frozenset("ªº°·’‘“”–—€¿¡")
TWICE = re.compile("[ÃÂÅ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
SAMPLE = 200_000  # bytes that are enough to tell


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable when no usual encoding makes text of it."""
    encoding = _marked(content) or _of_two_bytes(content) or _of_one_byte(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("letters") from error
    if "\x00" in text:
        raise Unreadable("kind")
    return text, encoding.removesuffix("-sig")


def mended(cell: str) -> str:
    """“MuÃ±oz” is UTF-8 that somebody read as Windows and kept: Muñoz. Anything else stays as it is."""
    if not TWICE.search(cell):
        return cell
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cell


def _marked(content: bytes) -> str:
    return next((name for mark, name in MARKS if content.startswith(mark)), "")


def _of_two_bytes(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of western text is zero."""
    sample = content[:4000]
    if sample[1::2].count(0) > len(sample) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) * 0.3 else ""


def _of_one_byte(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        sense = {name: _sense(content[:SAMPLE], name) for name in ONE_BYTE}
        return ONE_BYTE[0] if sense[ONE_BYTE[0]] >= 0 else max(ONE_BYTE, key=sense.__getitem__)
    return "utf-8"


def _sense(content: bytes, encoding: str) -> int:
    """How much the text looks like names and streets; below zero, it does not."""
    text = content.decode(encoding, errors="replace")
    worth, before = 0, ""
    for sign in text:
        if not sign.isascii():
            worth += _worth(sign, before)
        before = sign
    return worth


def _worth(sign: str, before: str) -> int:
    if sign in PLAIN:
        return 0
    if sign in SMALL:
        return 1
    # A capital in the middle of a word is a letter read wrong.
    return 1 if sign in LARGE and not before.islower() else -2
