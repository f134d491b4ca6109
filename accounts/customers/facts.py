"""What a list says of a customer beside their number. Only keyed hashes are kept, never the facts themselves."""

import re
from typing import Any

from django.utils.crypto import salted_hmac

from accounts.brand.models import Fact

SALT = "accounts.customer"
HOUSEHOLD = "household"


def canonical(number: str) -> str:
    """The same for one number however it is spelled: “00-42 b” is 42B, for spreadsheets take zeros away."""
    return re.sub(r"[\W_]+", "", number).upper().lstrip("0")


def told_of(person: Any) -> dict[str, str]:
    """What a record keeps of a person on a list: a hash for each fact that is known, and one of the household."""
    said = {
        Fact.BORN: person.born_on.isoformat() if person.born_on else "",
        Fact.POSTCODE: person.postcode,
        Fact.PHONE: person.phone,
    }
    told = {fact.value: hashed(person.number, fact, value) for fact, value in said.items() if value}
    if person.household:
        told[HOUSEHOLD] = salted_hmac(SALT, f"household:{canonical(person.household)}").hexdigest()
    return told


def hashed(number: str, fact: str, value: str) -> str:
    """The fact of this number, under the key of the house."""
    plain = re.sub(r"[\W_]+", "", value).upper()
    if fact == Fact.PHONE:
        plain = plain[-4:]
    return salted_hmac(SALT, f"{canonical(number)}:{fact}:{plain}", algorithm="sha256").hexdigest()
