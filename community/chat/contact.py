"""Who may write to whom outside a group's room: as the room of contacts has it. And whom the picker offers."""

from django.contrib.auth import get_user_model

from community.contacts.reach import refusal, require, require_in_company, require_words

__all__ = ["may_write_to", "reachable_by", "require", "require_in_company", "require_words"]


def may_write_to(member, other) -> bool:
    """Whether the member may begin to write to that person alone."""
    return member.is_at_home and not refusal(member, other)


def reachable_by(member):
    """The members that the picker offers: `require` decides again when one of them is taken."""
    return get_user_model().objects.joined().active().exclude(pk=member.pk)
