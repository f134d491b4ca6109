"""The guard: numbers that their owner may not want to publish. It notices them and says so; it decides nothing (L-27).

An ID number has to fit its check letter, an account its check digits, a card its last digit: what merely looks like
one is let be. Public telephone lines (900, 901, 902 …) are nobody's own.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
# How long an account number of the country is.
ACCOUNTS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20,
    "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
}  # fmt: skip
PUBLIC = re.compile(r"(?:0034|\+34)?(?:80|90)")


@dataclass(frozen=True)
class Noticed:
    label: str | Promise
    number: str  # letters and digits alone

    @property
    def masked(self) -> str:
        """Enough to know it again."""
        return f"{self.number[:2]}…{self.number[-3:]}"


@dataclass(frozen=True)
class Rule:
    label: str | Promise
    pattern: re.Pattern
    holds: Callable[[str], str]  # the number, as far as it is one; else nothing


def identity(found: str) -> str:
    digits = found[:-1].translate(str.maketrans("XYZ", "012"))
    return found if LETTERS[int(digits) % 23] == found[-1] else ""


def account(found: str) -> str:
    number = found[: ACCOUNTS.get(found[:2], 0)]
    if len(number) < 15 or len(number) < ACCOUNTS[found[:2]]:
        return ""
    return number if int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1 else ""


def card(found: str) -> str:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in found[-2::-2])
    total = sum(map(int, found[-1::-2])) + sum(doubled)
    return found if total % 10 == 0 and found[0] in "23456" and len(set(found)) > 1 else ""


def telephone(found: str) -> str:
    if PUBLIC.match(found):
        return ""
    if found.startswith(("+", "00")):
        return found if 10 <= len(found) <= 17 else ""
    return found if len(found) == 9 and found[0] in "6789" else ""


# In this order: what one rule has taken no other looks at.
RULES = (
    Rule(_("a bank account"), re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.I), account),
    Rule(_("a card number"), re.compile(r"(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)"), card),
    Rule(
        _("an ID number"),
        re.compile(r"(?<!\w)(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ][ -]?\d{7})[ -]?[A-Z](?!\w)", re.I),
        identity,
    ),
    Rule(
        _("a telephone number"),
        re.compile(r"(?<![\w.,/+-])(?:\+|00)?\d(?:[ .-]?\d){8,14}(?![\w/%]|[.,-]\d|\s?[€$£])"),
        telephone,
    ),
)


def noticed(text: str) -> list[Noticed]:
    """What the text would publish, each number once."""
    found: dict[str, Noticed] = {}
    for rule in RULES:
        for number, start, end in matches(rule, text):
            found.setdefault(number, Noticed(rule.label, number))
            text = text[:start] + " " * (end - start) + text[end:]
    return list(found.values())


def matches(rule: Rule, text: str) -> Iterator[tuple[str, int, int]]:
    """Each number with its place. It may end before the match does: words behind an account look like more of it."""
    for where in rule.pattern.finditer(text):
        if number := rule.holds(re.sub(r"[ .-]", "", where[0]).upper()):
            signs = [place for place, sign in enumerate(where[0]) if sign not in " .-"]
            yield number, where.start(), where.start() + signs[len(number) - 1] + 1


def fingerprint(found: list[Noticed]) -> str:
    """Stands for these numbers and no others: whoever agrees to publish them agrees to nothing more."""
    numbers = " ".join(sorted(one.number for one in found))
    return hashlib.sha256(numbers.encode()).hexdigest()[:12] if numbers else ""
