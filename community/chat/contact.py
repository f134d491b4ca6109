"""Who may write to whom outside a group's room: as the room of contacts has it. And whom the picker offers."""

from django.contrib.auth import get_user_model

from community.contacts.reach import alone_with_a_minor, require, require_in_company, require_words
from community.groups.neighbours import minors_afar

__all__ = ["may_write_to", "reachable_by", "require", "require_in_company", "require_words"]


def may_write_to(member, other) -> bool:
    """Whether the way to write to that person is offered. It stands there also where they want nobody or have
    blocked the member: a button that goes would tell."""
    return (
        member.is_at_home and other.is_at_home and member != other and not alone_with_a_minor(member, other)
    )


def reachable_by(member):
    """The members that the picker offers, nobody under age without a group in common (L-25): `require` decides again
    when one of them is taken."""
    known = get_user_model().objects.joined().active().exclude(pk=member.pk)
    return known.exclude(minors_afar(member))
