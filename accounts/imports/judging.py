"""What would become of each row: a new person, a change, nothing, or a reason why not. Asked for the dry run, and again
when a row is entered, because the house has moved on since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.customers import facts
from accounts.customers.models import Record
from accounts.imports.rows import Row
from accounts.imports.values import Person, person_of
from accounts.members.models import Member
from accounts.privacy.gone import Gone

# What the list may put right of a person who has not joined; who has, writes their own name, address and language.
OF_STAGED = {
    "name": "name",
    "email": "email",
    "number": "membership_number",
    "phone": "phone",
    "born_on": "born_on",
    "language": "language",
}
OF_JOINED = {"number": "membership_number", "phone": "phone", "born_on": "born_on"}
ONLY_IF_EMPTY = ("membership_number", "phone")


@dataclass
class Verdict:
    row: Row
    person: Person
    outcome: str = Row.Outcome.BAD
    member: Member | None = None
    changes: dict[str, Any] = field(default_factory=dict)  # of the member
    record: Record | None = None
    facts: dict[str, str] = field(default_factory=dict)  # as the record will have them

    @property
    def problems(self) -> list[tuple[str, dict]]:
        return self.person.problems

    def refuse(self, code: str, **words: object) -> None:
        self.outcome = Row.Outcome.BAD
        self.person.problems.append((code, words))

    def note(self) -> None:
        """Writes it onto the row, for whoever saves that."""
        self.row.outcome, self.row.problems = self.outcome, [list(problem) for problem in self.problems]
        self.row.name, self.row.email = self.person.name[:80], self.person.email[:254]


class Judge:
    """Goes through the rows of one file; remembers whom it has met, so that nobody is entered twice."""

    def __init__(self, columns: Sequence[str], as_of: datetime | None = None) -> None:
        self.columns = columns
        self.today: date = timezone.localtime(as_of or timezone.now(), Brand.current().zone).date()
        self.met: dict[tuple[str, object], int] = {}

    def judge(self, rows: Iterable[Row]) -> list[Verdict]:
        """A verdict for each row; five queries for all of them."""
        verdicts = [Verdict(row, chosen_person(row, self.columns, self.today)) for row in rows]
        known = Known([verdict.person for verdict in verdicts])
        for verdict in verdicts:
            if not verdict.problems:
                self._decide(verdict, known)
        return verdicts

    def _decide(self, verdict: Verdict, known: "Known") -> None:
        if verdict.row.yields_to is not None:
            verdict.refuse("yields", row=verdict.row.yields_to)
            return
        verdict.member = known.find(verdict)
        if verdict.problems or self._has_met(verdict):
            return
        person = verdict.person
        verdict.record = known.records.get(facts.canonical(person.number))
        verdict.facts = facts.told_of(person) if person.number else {}
        if verdict.member is None:
            verdict.outcome = Row.Outcome.NEW
            return
        verdict.changes = changes_of(verdict.member, person)
        is_new_there = bool(verdict.facts) and (
            verdict.record is None or not verdict.record.says(verdict.facts)
        )
        verdict.outcome = Row.Outcome.CHANGED if verdict.changes or is_new_there else Row.Outcome.SAME

    def _has_met(self, verdict: Verdict) -> bool:
        """The second row about somebody is refused, and names the first."""
        person, member = verdict.person, verdict.member
        number = facts.canonical(person.number)
        keys = [("email", person.email), ("number", number), ("member", member and member.pk)]
        keys = [key for key in keys if key[1]]
        met = [key for key in keys if key in self.met]
        if met:
            # Families share an address: who has a number of their own may be somebody else.
            shares = "email" if person.number and {kind for kind, _text in met} == {"email"} else ""
            verdict.refuse("again", row=self.met[met[0]], shares=shares)
            return True
        self.met.update(dict.fromkeys(keys, verdict.row.number))
        return False


def chosen_person(row: Row, columns: Sequence[str], today: date) -> Person:
    """Whom the row speaks of, by number or by address alone where a manager has said so."""
    person = person_of(row.cells, columns, today)
    if row.goes_by == Row.GoesBy.NUMBER and person.number:
        person.email = ""
    elif row.goes_by == Row.GoesBy.EMAIL and person.email:
        person.number = ""
    return person


class Known:
    """Whom the house knows of these people, by number and by address."""

    def __init__(self, people: Sequence[Person]) -> None:
        emails = {person.email for person in people if person.email}
        numbers = {person.number for person in people if person.number}
        found = Member.objects.filter(Q(email__in=emails) | Q(membership_number__in=numbers))
        self.by_email: dict[str, Member] = {}
        self.by_number: dict[str, Member] = {}
        for member in found:
            self.by_email[member.email or ""] = member
            self.by_number[member.membership_number or ""] = member
        listed = Record.objects.filter(number__in=set(map(facts.canonical, numbers)))
        self.records = {record.number: record for record in listed}
        self.gone = {
            Gone.Kind.EMAIL: Gone.objects.among(Gone.Kind.EMAIL, emails),
            Gone.Kind.NUMBER: Gone.objects.among(Gone.Kind.NUMBER, set(map(facts.canonical, numbers))),
        }

    def find(self, verdict: Verdict) -> Member | None:
        """The member that a row means, if any; refuses the row when it could mean two."""
        person = verdict.person
        by_number = self.by_number.get(person.number) if person.number else None
        by_email = self.by_email.get(person.email) if person.email else None
        if by_number and by_email and by_number.pk != by_email.pk:
            verdict.refuse("two")
        elif by_email and person.number and by_email.membership_number not in (None, person.number):
            verdict.refuse("other_number")
        member = by_number or by_email
        if member and member.left_at and not verdict.problems:
            verdict.refuse("left")
        if not (member and member.joined_at) and (since := self._gone_since(person)):
            verdict.refuse("erased", day=since.date().isoformat())
        return member

    def _gone_since(self, person: Person) -> datetime | None:
        """When whom the row means asked to be erased. Whoever has written to the house since is heard, and still in
        no list; whoever has joined again is there by their own wish (L-23)."""
        by_email = self.gone[Gone.Kind.EMAIL].get(person.email)
        return by_email or self.gone[Gone.Kind.NUMBER].get(facts.canonical(person.number))


def changes_of(member: Member, person: Person) -> dict[str, Any]:
    """What the row puts right; an empty cell takes nothing away."""
    fields = OF_JOINED if member.joined_at else OF_STAGED
    said = {name: getattr(person, column) for column, name in fields.items()}
    return {
        name: value
        for name, value in said.items()
        if value
        and getattr(member, name) != value
        and not (name in ONLY_IF_EMPTY and member.joined_at and getattr(member, name))
    }
