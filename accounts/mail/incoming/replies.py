"""Reply addresses: a signed token behind the plus says who may answer what, for whom to read, and until when.

    reply+mfrggzdfmztwq2lkonzgs43vmvzg4@club.example.com

Whoever has the token still has to write from the member's own address (rows 22 and 23). Rooms register what can be
answered under a letter of its own; the letter is the audience, so the text of a mail never says who reads it.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise

LIFETIME = timedelta(days=120)
SIGNED = 12  # bytes of the signature
EPOCH = date(2024, 1, 1)
SALT = "accounts.mail.replies"
# Plus and token as any mail program may spell them: some change case, some quote.
TOKEN = re.compile(r"\+([a-z2-7]{24,56})@", re.IGNORECASE)

_answers: dict[str, "Answer"] = {}


@dataclass(frozen=True)
class Token:
    kind: str
    member: int
    thing: int
    expires_on: date

    def is_alive(self, as_of: datetime) -> bool:
        return as_of.astimezone(UTC).date() <= self.expires_on


@dataclass(frozen=True)
class Hint:
    """What a letter that was put aside would have answered."""

    about: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Answer:
    """One kind of answer: what is made of it, and what its writer is told."""

    take: Callable
    words: str | Promise  # in the mail that can be answered: who reads it
    hint: Callable[[int], Hint]
    goes_back: bool


def register(
    kind: str,
    take: Callable,
    *,
    words: str | Promise,
    hint: Callable[[int], Hint] = lambda thing: Hint(),
    goes_back: bool = False,
) -> None:
    """`take(delivery, member, thing)` makes of a letter to an address of this kind what it stands for, and returns a
    Verdict. `words` tell in the mail who reads an answer. `hint(thing)` says what it would have answered when it is put
    aside; with `goes_back` no member of staff decides about such a letter, and its writer is told."""
    if len(kind) != 1 or not kind.isascii():
        raise ValueError("one letter a kind of thing that can be answered")
    _answers[kind] = Answer(take, words, hint, goes_back)


def known(kind: str) -> Answer | None:
    return _answers.get(kind)


def address_for(kind: str, member: int, thing: int, as_of: datetime | None = None) -> str:
    """The address that a mail to this member is to be answered to; empty while no mail is taken in."""
    if not settings.INBOUND_ADDRESS:
        return ""
    expires_on = (as_of or timezone.now()).astimezone(UTC).date() + LIFETIME
    name, _, domain = settings.INBOUND_ADDRESS.rpartition("@")
    return f"{name}+{sealed(Token(kind, member, thing, expires_on))}@{domain}"


def sealed(token: Token) -> str:
    days = (token.expires_on - EPOCH).days
    content = token.kind.encode() + days.to_bytes(2, "big") + packed(token.member) + packed(token.thing)
    return base64.b32encode(content + signature(content)).decode().rstrip("=").lower()


def opened(sealed_token: str) -> Token | None:
    """What the token says, or None when it is none of ours."""
    padding = "=" * (-len(sealed_token) % 8)
    try:
        data = base64.b32decode(sealed_token.upper() + padding)
        content, signed = data[:-SIGNED], data[-SIGNED:]
        if not constant_time_compare(signed, signature(content)):
            return None
        member, rest = unpacked(content[3:])
        thing, rest = unpacked(rest)
    except (binascii.Error, ValueError, IndexError):
        return None
    token = Token(chr(content[0]), member, thing, EPOCH + timedelta(days=int.from_bytes(content[1:3], "big")))
    # One spelling only: the last letter has bits that say nothing.
    return token if not rest and sealed(token) == sealed_token.lower() else None


def tokens_in(values: Iterable[str]) -> list[str]:
    """What looks like a token in the addresses of these headers, each once."""
    return list(dict.fromkeys(found.lower() for value in values for found in TOKEN.findall(value)))[:20]


def signature(content: bytes) -> bytes:
    return salted_hmac(SALT, content, algorithm="sha256").digest()[:SIGNED]


def packed(number: int) -> bytes:
    length = (number.bit_length() + 7) // 8
    return bytes([length]) + number.to_bytes(length, "big")


def unpacked(data: bytes) -> tuple[int, bytes]:
    length = data[0]
    return int.from_bytes(data[1 : 1 + length], "big"), data[1 + length :]
