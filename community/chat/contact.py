"""Who may write to whom outside a group's room."""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


def may_write_to(member, other) -> bool:
    """Whether the member may begin to write to that person alone."""
    return member.is_at_home and other.is_at_home and member.pk != other.pk


def require(by, others: Sequence) -> None:
    """Raises PermissionDenied, with a sentence, unless `by` may open a room with these people."""
    if not all(may_write_to(by, other) for other in others):
        raise PermissionDenied(_("This person cannot be written to at the moment."))


def require_words(by, others: Sequence) -> None:
    """The same for one more word in a room that there is already: two alone may be parted, a room of several goes
    on."""
    if len(others) == 1 and not others[0].is_at_home:
        raise PermissionDenied(_("This person cannot be written to at the moment."))


def reachable_by(member):
    """The members that the picker offers: `require` decides again when one of them is taken."""
    return get_user_model().objects.joined().active().exclude(pk=member.pk)
