"""What the page of an import shows in each of its states."""

from accounts.imports import inviting
from accounts.imports.forms import ColumnsForm, InvitationsForm, RunForm
from accounts.imports.models import Import
from accounts.mail.models import Mail

MOST_ERRORS = 100  # on the page; the file has all of them
SAMPLE = 10

State = Import.State


def of(one: Import, reader) -> dict:
    """The context of the page; a form that somebody has filled in comes on top of it."""
    known = {"import": one, "counts": one.counts()}
    if one.state == State.COLUMNS:
        known["columns"] = ColumnsForm(of=one)
    if one.state == State.CHECKED:
        known |= {"form": RunForm(by=reader), "sample": sample_of(one)}
    if one.state == State.DONE:
        known |= {
            "invitations": inviting.progress_of(one),
            "bounced": bounced_of(one),
            "bounced_count": one.rows.bounced().count(),
            "form": InvitationsForm(initial=_plan(one), are_in=True),
        }
    if one.state in (State.DONE, State.UNDONE):
        known["kept"] = one.rows.kept().select_related("member")[:MOST_ERRORS]
    if not one.is_working:
        known["bad"] = one.rows.bad()[:MOST_ERRORS]
    return known


def bounced_of(one: Import) -> list[dict]:
    """Whose invitation came back, and why."""
    reasons = dict(Mail.Returned.choices)
    rows = one.rows.bounced().select_related("invitation").order_by("number")[:MOST_ERRORS]
    return [{"row": row, "to": row.invitation.email, "why": reasons[row.returned]} for row in rows]


def sample_of(one: Import) -> list[dict]:
    """The first good rows as they would go in."""
    rows = one.good.order_by("number")[:SAMPLE]
    return [{"row": row, "cells": [row.cells[at] for at in _used(one)]} for row in rows]


def _used(one: Import) -> list[int]:
    return [at for at, column in enumerate(one.columns) if column]


def _plan(one: Import) -> dict:
    if one.invite_at is None:
        return {"invite": InvitationsForm.NOW}
    return {"invite": InvitationsForm.LATER, "invite_at": one.invite_at, "an_hour": one.an_hour}
