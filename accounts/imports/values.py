"""What the cells of a row say of a person. Each rule raises Wrong; a row is told all that is wrong with it at once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.imports.problems import Wrong
from accounts.members import names

LONGEST = {"name": 80, "email": 254, "number": 40, "phone": 32, "postcode": 12, "household": 40}
SPREADSHEET = date(1899, 12, 30)  # from which Excel counts its days
OLDEST = 120  # years
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
EUROPEAN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: .*)?")
SERIAL = re.compile(r"\d{4,5}")
PHONE = re.compile(r"[+(]?[\d(][\d\s().\-/]{4,30}")
LANGUAGES = {
    "es": "es", "spa": "es", "espanol": "es", "español": "es", "castellano": "es", "spanish": "es", "es-es": "es",
    "en": "en", "eng": "en", "ingles": "en", "inglés": "en", "english": "en", "en-gb": "en", "en-us": "en",
}  # fmt: skip


@dataclass
class Person:
    """Whom a row speaks of; what the row does not say is empty."""

    name: str = ""
    email: str = ""
    number: str = ""
    phone: str = ""
    born_on: date | None = None
    postcode: str = ""
    household: str = ""
    language: str = ""
    problems: list[tuple[str, dict]] = field(default_factory=list)


def person_of(cells: Sequence[str], columns: Sequence[str], today: date) -> Person:
    """The person that a row speaks of, with everything that is wrong with the row."""
    person = Person()
    if len(cells) > len(columns):
        person.problems.append(("cells", {}))
    said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
    for column, cell in said.items():
        if is_formula(cell, column):
            person.problems.append(("formula", {"column": str(column)}))
            said[column] = ""
    said["name"] = full_name(said)
    for column, rule in RULES.items():
        _take(person, column, rule, said.get(column, ""), today)
    if not person.problems and not (person.email or person.number):
        person.problems.append(("unknown", {}))
    return person


def _take(person: Person, column: str, rule: Callable, cell: str, today: date) -> None:
    try:
        if cell or column == "name":
            value = rule(cell, today)
            if isinstance(value, str) and len(value) > LONGEST.get(column, 80):
                raise Wrong("long", column=column, most=LONGEST[column])
            setattr(person, column, value)
    except Wrong as wrong:
        if column != "name" or not any(code == "formula" for code, _words in person.problems):
            person.problems.append((wrong.code, wrong.words))


def is_formula(cell: str, column: str) -> bool:
    """Whether a spreadsheet would count with it: a telephone may begin with a plus."""
    return cell.startswith(("=", "@")) or (cell.startswith(("+", "-")) and column != "phone")


def full_name(said: dict[str, str]) -> str:
    """“Ruiz, Ana” is turned round; names in several columns are put together."""
    if "name" in said and not {"last_name", "first_name"} & said.keys():
        family, comma, given = said["name"].partition(",")
        return f"{given} {family}".strip() if comma and given.strip() else said["name"]
    parts = [said.get(part, "") for part in ("first_name", "name", "last_name", "second_last_name")]
    return " ".join(part for part in parts if part)


def name(cell: str, today: date) -> str:
    if not cell:
        raise Wrong("no_name")
    try:
        return names.clean_name(cell)
    except ValidationError as error:
        raise Wrong("name") from error


def email(cell: str, today: date) -> str:
    found = cell.lower().removeprefix("mailto:").strip("<> ;,")
    try:
        validate_email(found)
    except ValidationError as error:
        raise Wrong("email", value=cell[:60]) from error
    return found


def number(cell: str, today: date) -> str:
    return _clean(cell)


def phone(cell: str, today: date) -> str:
    found = _clean(cell)
    if not PHONE.fullmatch(found):
        raise Wrong("phone", value=cell[:40])
    return found


def born_on(cell: str, today: date) -> date:
    found = _day(cell, today)
    if found is None:
        raise Wrong("date", value=cell[:30])
    if not date(today.year - OLDEST, 1, 1) <= found <= today:
        raise Wrong("born", value=cell[:30])
    return found


def _day(cell: str, today: date) -> date | None:
    """Day before month, as Europe writes it, and the year first."""
    try:
        if found := ISO.fullmatch(cell):
            return date(*(int(part) for part in found.groups()))
        if found := EUROPEAN.fullmatch(cell):
            day, month, year = (int(part) for part in found.groups())
            return date(_century(year, today) if len(found.group(3)) == 2 else year, month, day)
        if SERIAL.fullmatch(cell):
            return SPREADSHEET + timedelta(days=int(cell))
    except ValueError:
        pass
    return None


def _century(year: int, today: date) -> int:
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def postcode(cell: str, today: date) -> str:
    """Five digits lose their first zero in a spreadsheet: 8001 is 08001."""
    found = _clean(cell).upper()
    return found.zfill(5) if found.isdigit() and len(found) == 4 else found


def language(cell: str, today: date) -> str:
    found = LANGUAGES.get(cell.casefold(), "")
    if found not in dict(settings.LANGUAGES):
        raise Wrong("language", value=cell[:30])
    return found


def _clean(cell: str) -> str:
    try:
        return names.clean_text(cell)
    except ValidationError as error:
        raise Wrong("name") from error


RULES: dict[str, Callable] = {
    "name": name,
    "email": email,
    "number": number,
    "phone": phone,
    "born_on": born_on,
    "postcode": postcode,
    "household": number,
    "language": language,
}
