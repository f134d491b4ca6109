"""What a browser may say on the socket: small JSON objects of one verb; anything else is not understood."""

import json
import re
from typing import NamedTuple

LONGEST = 1024  # characters of one frame
VERBS = frozenset({"watch", "unwatch", "typing", "since"})
SAYABLE = re.compile(r"[!-~]{1,200}")  # a topic that we repeat in an answer: visible ASCII


class NotUnderstood(ValueError):
    pass


class Frame(NamedTuple):
    verb: str
    topic: str = ""
    serial: int | None = None


def read(text: str | None) -> Frame:
    """`{"watch": "post:7"}`, with `"serial": 12` if the page shows that much already; `{"unwatch": …}`;
    `{"typing": …}`; `{"since": 17}` for the member's own events, also to hear whether the line is alive.
    Raises NotUnderstood."""
    words = _words(text)
    serial = words.pop("serial", None)
    if len(words) != 1 or not VERBS.issuperset(words):
        raise NotUnderstood("not understood")
    verb, value = words.popitem()
    if verb == "since":
        return Frame(verb, serial=_serial(value))
    if not isinstance(value, str) or not SAYABLE.fullmatch(value):
        raise NotUnderstood("not understood")
    return Frame(verb, value, None if serial is None else _serial(serial))


def _words(text: str | None) -> dict:
    if text is None:
        raise NotUnderstood("not understood")
    if len(text) > LONGEST:
        raise NotUnderstood("too long")
    try:
        words = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("not understood") from error
    if not isinstance(words, dict):
        raise NotUnderstood("not understood")
    return words


def _serial(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise NotUnderstood("not understood")
    return value
