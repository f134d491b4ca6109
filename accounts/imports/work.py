"""What the worker does with an import, phase by phase. Each takes what is left and commits batch by batch, so that a
worker that dies leaves nothing half done: the next one goes on."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.imports import columns, entering, tables, undoing
from accounts.imports.judging import Judge
from accounts.imports.models import Import, Original
from accounts.imports.problems import Unreadable
from accounts.imports.rows import Row

log = logging.getLogger(__name__)

BATCH = 500
LONGEST = 150  # seconds, below the worker's own limit: the next run goes on

Phase = Callable[[Import, datetime], Iterator[int]]


def work_due(as_of: datetime | None = None) -> int:
    """Works on whatever waits and returns how many imports that were; safe twice, and two at once."""
    count = 0
    while one := Import.objects.claim(as_of or timezone.now()):
        _work(one, as_of)
        count += 1
    return count


def _work(one: Import, as_of: datetime | None) -> None:
    phase, following = PHASES[one.state]
    began, now = time.monotonic(), as_of or timezone.now()
    try:
        for worked in phase(one, now):
            if not one.beat(worked, as_of or timezone.now()):
                return  # another worker thought us dead, and goes on
            if time.monotonic() - began > LONGEST:
                one.let_go()
                return
    except Unreadable as error:
        Original.objects.filter(of=one).delete()
        one.end(Import.State.UNREADABLE, problem=error.code)
        return
    done = {"done_at": now} if following == Import.State.DONE else {}
    one.end(following, **done)


def read(one: Import, now: datetime) -> Iterator[int]:
    """From the file to rows, all of them or none; then the file goes."""
    original = Original.objects.filter(of=one).first()
    if original is None:
        raise Unreadable("damaged")
    table = tables.read(bytes(original.content))
    proposed = columns.proposed(table.headings, Import.objects.remembered_columns())
    with transaction.atomic():
        one.rows.all().delete()
        Row.objects.bulk_create(
            (Row(of=one, number=number, cells=cells) for number, cells in table.rows), batch_size=2000
        )
        for name, value in {
            "delimiter": table.delimiter,
            "encoding": table.encoding,
            "headings": table.headings,
            "columns": proposed,
            "total": len(table.rows),
        }.items():
            setattr(one, name, value)
        one.save(update_fields=["delimiter", "encoding", "headings", "columns", "total"])
        original.delete()
    yield len(table.rows)


def check(one: Import, now: datetime) -> Iterator[int]:
    """The dry run: a verdict for each row, and nothing else is touched. A second run judges them all anew."""
    judge, worked = Judge(one.columns, now), 0
    while rows := list(one.rows.order_by("number")[worked : worked + BATCH]):
        verdicts = judge.judge(rows)
        for verdict in verdicts:
            verdict.note()
        Row.objects.keep(rows, "outcome", "problems", "name", "email")
        worked += len(rows)
        yield worked


def enter(one: Import, now: datetime) -> Iterator[int]:
    """The run: what is good goes in."""
    judge, total = Judge(one.columns, now), one.good.count()
    while entering.enter_some(one, judge, now):
        yield total - one.rows.to_enter().count()
    one.rows.empty_erased()


def undo(one: Import, now: datetime) -> Iterator[int]:
    total = one.rows.filter(entered_at__isnull=False).count()
    undoing.take_back_invitations(one)
    while undoing.undo_some(one, now):
        yield total - one.rows.to_undo().count()


PHASES: dict[str, tuple[Phase, str]] = {
    Import.State.READING: (read, Import.State.COLUMNS),
    Import.State.CHECKING: (check, Import.State.CHECKED),
    Import.State.RUNNING: (enter, Import.State.DONE),
    Import.State.UNDOING: (undo, Import.State.UNDONE),
}
