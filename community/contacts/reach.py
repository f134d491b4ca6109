"""Who may write to whom alone: what the other wants, blocks, and the care for whoever is under age (L-25).

Rooms of groups and of the desk do not ask here: there nobody is alone with anybody.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.contacts.models import Block, ContactRule
from community.groups.memberships import Membership

# One sentence for everything that lies with the other person: nobody can read from it that it is a block (row 15).
CLOSED = _("This person cannot be written to at the moment.")
OWN_BLOCK = _("You have blocked this person. Take the block away first, in your settings under Contact.")
FOR_STAFF = _(
    "Nobody from the team writes alone with somebody under 18. Write in one of their groups, or open a room with a"
    " second person from the team in it."
)
FOR_MINORS = _(
    "The team does not write alone with people under 18. Use “Talk to a person”: there the whole team reads along."
)


def refusal(by, to) -> str | Promise:
    """Why `by` may not begin to write to `to` alone, in a sentence for `by`; empty when they may."""
    return refusal_of_words(by, to) or ("" if lets_in(to, by) else CLOSED)


def refusal_of_words(by, to) -> str | Promise:
    """The same for one more word where they write already: only a block and the care for minors end that."""
    if by.pk == to.pk:
        return CLOSED
    if alone_with_a_minor(by, to):
        return FOR_STAFF if by.is_staff else FOR_MINORS
    if Block.objects.stands(by=by, on=to):
        return OWN_BLOCK
    if not to.is_at_home or Block.objects.stands(by=to, on=by):
        return CLOSED
    return ""


def lets_in(member, by) -> bool:
    """Whether the member wants to be written to by that person. A stranger never begins with somebody under age."""
    open_to = ContactRule.objects.of(member)
    if open_to == ContactRule.OpenTo.NOBODY:
        return False
    guarded = member.is_minor() and not by.is_minor()
    return share_a_group(member, by) if guarded or open_to == ContactRule.OpenTo.GROUPS else True


def alone_with_a_minor(one, other) -> bool:
    """Staff and somebody under age, whoever of them begins."""
    return (one.is_staff and other.is_minor()) or (other.is_staff and one.is_minor())


def share_a_group(one, other) -> bool:
    """Whether both belong to a living group that is not simply everybody's."""
    return Membership.objects.beside(other).filter(member=one).exists()


def require(by, others: Sequence) -> None:
    """Raises PermissionDenied, with the sentence, unless `by` may open a room with these people."""
    if len(others) != 1:
        require_in_company(by, others)
    elif why := refusal(by, others[0]):
        raise PermissionDenied(why)


def require_in_company(by, others: Sequence) -> None:
    """The same for a room in which there are more than two, whether all come at once or one after the other."""
    for other in others:
        if why := refusal_in_company(by, other):
            raise PermissionDenied(why)


def require_words(by, others: Sequence) -> None:
    """The same for one more word in a private room: a room of several goes on, two alone may be parted."""
    if len(others) == 1 and (why := refusal_of_words(by, others[0])):
        raise PermissionDenied(why)


def refusal_in_company(by, to) -> str | Promise:
    """Why `by` may not bring `to` into a room of several."""
    if Block.objects.stands(by=by, on=to):
        return OWN_BLOCK
    closed = not to.is_at_home or Block.objects.stands(by=to, on=by) or not lets_in(to, by)
    return CLOSED if closed else ""
