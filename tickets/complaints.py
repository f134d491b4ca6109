"""The seam: hears from the community that something is a complaint, and opens its ticket in the same transaction."""

from django.core.exceptions import ValidationError
from django.dispatch import receiver

from accounts.made_once import made_once
from community.comments.signals import commented
from community.flags.signals import complaint_for_staff, flag_raised, me_too
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible


@receiver(flag_raised)
def open_ticket(sender, flag, asks_for="", chosen=(), as_of=None, **kwargs):
    """Returns the one ticket of what was flagged (D-2)."""
    return Ticket.objects.open_from(flag, asks_for=asks_for or "", chosen=chosen, as_of=as_of)


@receiver(complaint_for_staff)
def open_for_staff(
    sender, *, member, text, text_html, group=None, asks_for="", experienced_on=None, uploads=(), submission=None,
    noted_at=None, as_of=None, **kwargs,
):  # fmt: skip
    """“Only staff”: a ticket and no post (D-1). Returns it; a repeated submission returns the first one."""
    return Ticket.objects.open_for_staff(
        member=member, text=text, text_html=text_html, group=group, asks_for=asks_for, experienced_on=experienced_on,
        uploads=uploads, submission=submission, noted_at=noted_at, as_of=as_of,
    )  # fmt: skip


@receiver(me_too)
def open_linked(sender, *, source, member, text, text_html, as_of=None, **kwargs):
    """“It happened to me too”: the member's own ticket, linked to the first. None while the source has none. Raises
    ValidationError where theirs takes no more words."""
    first = Ticket.objects.of(source)
    if first is None:
        return None
    said = {"text": text, "text_html": text_html, "as_of": as_of}
    try:
        return Ticket.objects.open_me_too(source, first, member=member, **said)
    except NotPossible as refusal:
        raise ValidationError(str(refusal)) from refusal


@receiver(commented)
def hear_comment(sender, comment, as_of=None, **kwargs):
    """A comment below a handled post, by anybody but the staff that answers."""
    if comment.official_at or not comment.author_id:
        return
    for ticket in hanging_on.objects(post=comment.post_id):
        ticket.heard_in_public(comment, as_of=as_of)


@made_once
def hanging_on(post):
    return Ticket.objects.hanging_on(post)
