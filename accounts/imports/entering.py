"""Entering: the good rows of an import become people, batch by batch, each batch in one transaction."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.customers import facts
from accounts.customers.models import Record
from accounts.imports.judging import Judge, Verdict
from accounts.imports.models import Import
from accounts.imports.rows import Row
from accounts.members.models import Member
from accounts.members.staging import unsaved

BATCH = 500
AGAIN = 3  # somebody else, such as the counter, may enter the same person in the same moment
NOTED = ["outcome", "problems", "member", "entered_at", "before", "after"]


def enter_some(one: Import, judge: Judge, now: datetime) -> int:
    """Enters a batch and returns how many rows it was; 0 when all are in. Asked again, it goes on."""
    for _again in range(AGAIN - 1):
        try:
            return _enter(one, judge, now)
        except IntegrityError:
            judge.met.clear()  # what was undone was not met
    return _enter(one, judge, now)


@transaction.atomic
def _enter(one: Import, judge: Judge, now: datetime) -> int:
    waiting = one.rows.to_enter().select_for_update(skip_locked=True)
    rows = list(waiting.order_by("number")[:BATCH])
    verdicts = judge.judge(rows)
    _refuse_who_is_in(one, verdicts)
    good = [verdict for verdict in verdicts if verdict.outcome in Row.GOOD]
    _make([verdict for verdict in good if verdict.member is None])
    for verdict in good:
        _put_right(verdict)
        verdict.row.member, verdict.row.entered_at = verdict.member, now
    _put_on_record([verdict for verdict in good if verdict.facts], one.run_at or now)
    for verdict in verdicts:
        verdict.note()
    Row.objects.keep(rows, *NOTED)
    return len(rows)


def _refuse_who_is_in(one: Import, verdicts: list[Verdict]) -> None:
    """Of two rows that turn out to mean one person, the first was entered."""
    known = [verdict for verdict in verdicts if verdict.outcome in Row.GOOD and verdict.member]
    entered = one.rows.filter(member__in=[verdict.member for verdict in known], entered_at__isnull=False)
    first = dict(entered.order_by("-number").values_list("member_id", "number"))
    for verdict in known:
        if verdict.member.pk in first:
            verdict.refuse("again", row=first[verdict.member.pk])


def _make(verdicts: list[Verdict]) -> None:
    """New people, who have not joined."""
    for verdict in verdicts:
        person = verdict.person
        verdict.member = unsaved(
            name=person.name,
            email=person.email,
            phone=person.phone,
            membership_number=person.number,
            language=person.language,
            born_on=person.born_on,
        )
    Member.objects.bulk_create([verdict.member for verdict in verdicts if verdict.member])


def _put_right(verdict: Verdict) -> None:
    """Changes what the list knows better; what was there before is kept with the row."""
    member, changes = verdict.member, verdict.changes
    if member is None or not changes:
        return
    verdict.row.before["member"] = {name: storable(getattr(member, name)) for name in changes}
    verdict.row.after["member"] = {name: storable(value) for name, value in changes.items()}
    Member.objects.filter(pk=member.pk).update(**changes)
    if "name" in changes:
        member.touch()


def _put_on_record(verdicts: list[Verdict], listed_at: datetime) -> None:
    """What the list says of its customers, as hashes; whoever stands in a list with a number is on record."""
    known, new = [], []
    for verdict in verdicts:
        number, old = facts.canonical(verdict.person.number), verdict.record
        verdict.row.before["record"] = old and old.as_stored()
        verdict.row.after["record"] = number
        record = old or Record(number=number)
        record.told, record.person, record.listed_at = record.told | verdict.facts, verdict.member, listed_at
        (known if old else new).append(record)
    Record.objects.bulk_create(new)
    Record.objects.bulk_update(known, ["told", "person", "listed_at"])


def storable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
