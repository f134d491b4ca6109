"""Headers of a letter as text, whatever bytes they came in; nothing in them can make us fail."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

# Codecs that are no writing of people, or that take their time.
NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
ADDRESS = r"[^\s<>@,;:()\"\\\[\]]+@[^\s<>@,;:()\"\\\[\]]+"
IN_BRACKETS = re.compile(rf"(?P<name>[^<>]*)<\s*(?P<address>{ADDRESS})\s*>", re.ASCII)
BARE = re.compile(rf"\s*(?P<address>{ADDRESS})\s*(?:\((?P<name>[^()]*)\))?", re.ASCII)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
LONGEST = 20_000  # characters of one header that are looked at


def decoded(data: bytes, charset: str | None) -> str:
    """The bytes as text: as they say, else UTF-8, else as western Europe writes. Never raises."""
    for name in (charset, "utf-8"):
        if name and name.lower().replace("-", "_") not in NO_CHARSETS:
            try:
                return data.decode(name.strip("\"' "))
            except (LookupError, UnicodeError, ValueError, TypeError):
                continue
    return data.decode("cp1252", "replace")


def raw(message: Message, name: str) -> list[str]:
    """All headers of this name, unfolded; bytes that are not ASCII read as UTF-8 or as western Europe writes."""
    found = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return [decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[:LONGEST] for value in found]


def first(message: Message, name: str) -> str:
    return " ".join((raw(message, name) or [""])[0].split())


def words(value: str) -> str:
    """A header's words with =?…?= read."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, LookupError, UnicodeError):
        return tidy(value)
    return tidy(
        "".join(decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    )


def tidy(value: str) -> str:
    """One line without control characters or halves of signs."""
    seen = value.encode("utf-8", "replace").decode()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in seen).split())


def sender(message: Message) -> tuple[str, str]:
    """Address in lower case and name of the one person it says it is from; ("", "") for none or several.

    Read strictly: what two programs could read as two different people is nobody.
    """
    values = raw(message, "From")
    if len(values) != 1:
        return "", ""
    value = " ".join(values[0].split())
    match = IN_BRACKETS.fullmatch(QUOTED.sub(hidden, value).strip()) or BARE.fullmatch(value)
    if not match or "@" in (match["name"] or ""):
        return "", ""
    name = value[: value.rfind("<")] if "<" in value else match["name"] or ""
    return match["address"].lower(), words(name).strip(" \"'")[:80]


def hidden(quoted: re.Match) -> str:
    """What stands in quotes is a name, whatever signs are in it."""
    return "x" * len(quoted[0])


def message_id(message: Message) -> str:
    found = MESSAGE_ID.search(first(message, "Message-ID"))
    return found[0] if found else ""


def ids(message: Message, *names: str) -> list[str]:
    """The Message-IDs that the headers of these names mention, each once."""
    found = [one for name in names for value in raw(message, name) for one in MESSAGE_ID.findall(value)]
    return list(dict.fromkeys(found))[-100:]


def date(message: Message) -> datetime | None:
    """When it says that it was written, or None."""
    try:
        said = parsedate_to_datetime(first(message, "Date"))
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
