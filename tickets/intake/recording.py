"""Taking down what somebody said at the counter, on the telephone or in a letter: a ticket like any other (L-11)."""

from django.db import transaction
from django.utils import timezone

from accounts.members.models import Member
from accounts.members.staging import staged
from community.rendering.markdown import render
from tickets.desk.models import Ticket


@transaction.atomic
def record(
    *,
    by: Member,
    person: Member | None,
    new: dict[str, str],
    language: str,
    text: str,
    submission,
    as_of=None,
    **details,
) -> Ticket:
    """Opens the ticket of this person, or of somebody new (`new`: name, email, phone, membership_number). Returns it;
    a repeated submission returns the first one."""
    as_of = as_of or timezone.now()
    Member.objects.select_for_update().get(
        pk=by.pk
    )  # two taps at once: the second finds what the first has made
    if (sent := Ticket.objects.filter(opened_by=by, submission=submission).first()) is not None:
        return sent
    customer = person or staged(language=language, **new)
    return Ticket.objects.open(
        customer=customer, opened_by=by, text=text, text_html=render(text), language=language, original_at=as_of,
        submission=submission, as_of=as_of, **details,
    )  # fmt: skip
