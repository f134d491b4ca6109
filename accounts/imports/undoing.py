"""Undoing an import: who came by it and has nothing here goes, what it changed is put back; what cannot be is said."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.customers.models import Record
from accounts.imports.entering import storable
from accounts.imports.models import Import
from accounts.imports.rows import Row
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.media.holders import holders
from accounts.members.models import Member

BATCH = 500
# What an import itself hangs on a person, and what goes along without a loss.
GOES_ALONG = frozenset({"accounts.Row", "accounts.Invitation", "accounts.Record", "accounts.Mail"})


@transaction.atomic
def take_back_invitations(one: Import) -> None:
    """Invitations of people who have not come go, and their mails with them if they still wait."""
    unused = Invitation.objects.filter(pk__in=one.rows.values("invitation_id"), uses=0)
    about = [f"invitation:{number}" for number in unused.values_list("pk", flat=True)]
    Mail.objects.queued().filter(about__in=about).update(state=Mail.State.DROPPED, error="undone")
    unused.delete()


@transaction.atomic
def undo_some(one: Import, now: datetime) -> int:
    """Undoes a batch and returns how many rows it was; 0 when all are done. Asked again, it goes on."""
    waiting = one.rows.to_undo().select_for_update(skip_locked=True, of=("self",))
    rows = list(waiting.select_related("member").order_by("number")[:BATCH])
    busy = _with_something(rows)
    for row in rows:
        row.kept = _kept(row, busy)
        if not row.kept:
            row.undone_at = now
    _put_records_back([row for row in rows if row.outcome != Row.Outcome.NEW or row.undone_at])
    _remove([row for row in rows if row.undone_at and row.outcome == Row.Outcome.NEW])
    Row.objects.keep(rows, "kept", "undone_at", "member")
    return len(rows)


def _kept(row: Row, busy: set[int]) -> str:
    """Why the row cannot be undone; empty for one that is, or can be."""
    if row.member is None:
        return ""  # erased meanwhile: nothing of them is left
    if row.outcome != Row.Outcome.NEW:
        return "" if _put_back(row) else "changed"
    if row.member.joined_at:
        return "joined"
    return "holds" if row.member_id in busy else ""


def _with_something(rows: list[Row]) -> set[int]:
    """Which of these people something in the house hangs on: whatever points at a member, whoever declared it."""
    busy: set[int] = set()
    if not rows:
        return busy
    here = Row.objects.filter(of=rows[0].of_id, number__range=(rows[0].number, rows[-1].number))
    people = here.filter(outcome=Row.Outcome.NEW, member__isnull=False).values("member_id")
    for held, field in holders(Member):
        if held.model._meta.label not in GOES_ALONG:
            busy |= set(held.filter(**{f"{field}__in": people}).values_list(field, flat=True))
    return busy


def _put_back(row: Row) -> bool:
    """Gives each field its old value, unless somebody has written there since; whether all of them could be."""
    before, after, member = row.before.get("member", {}), row.after.get("member", {}), row.member
    same = {name: value for name, value in before.items() if storable(getattr(member, name)) == after[name]}
    if same:
        Member.objects.filter(pk=member.pk).update(**{name: _value(name, old) for name, old in same.items()})
        member.touch()
    return len(same) == len(before)


def _put_records_back(rows: list[Row]) -> None:
    """Records say what they said before; who came by this import goes, unless an account is shown by it."""
    before = {row.after["record"]: row.before.get("record") for row in rows if "record" in row.after}
    Record.objects.filter(
        number__in=[n for n, old in before.items() if old is None], member__isnull=True
    ).delete()
    for record in Record.objects.filter(number__in=[number for number, old in before.items() if old]):
        if old := before[record.number]:
            record.put_back(old)


def _remove(rows: list[Row]) -> None:
    """Takes the people out, and nothing with them but what an import hangs on them itself: whatever else somebody gives
    them in this very moment is refused by the database, and the batch is tried again."""
    members = [row.member_id for row in rows if row.member_id]
    for row in rows:
        row.member = None
    Row.objects.filter(member__in=members).update(member=None)
    Mail.objects.filter(member__in=members).update(member=None)
    Record.objects.filter(person__in=members).update(person=None)
    Invitation.objects.filter(member__in=members).delete()
    gone = Member.objects.filter(pk__in=members, joined_at__isnull=True)
    gone._raw_delete(gone.db)


def _value(name: str, stored: Any) -> Any:
    return date.fromisoformat(stored) if name == "born_on" and stored else stored
