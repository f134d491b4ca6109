"""Who may be called by `@handle` in a group: those who can read it. Everybody else's handle stays plain text."""

from collections.abc import Iterable
from functools import cache

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.made_once import MadeOnce
from accounts.roles import Role
from community.groups.models import Group, Membership
from community.rendering.markdown import handles


def readers(group):
    """The joined members who may read the group's posts: the same rule as `Group.objects.readable_by`, from the
    other side. A test holds the two against each other."""
    return readers_of(group.pk, group.listing, group.joining)


def readers_of(group, listing: str, joining: str):
    """The same by the group's number and the two settings that decide it."""
    may = Q(role=Role.MANAGER) | Q(Exists(Membership.objects.filter(group=group, member=OuterRef("pk"))))
    if listing == Group.Listing.LISTED:
        if joining == Group.Joining.FREE:
            may |= ~Q(pk=None)
        may |= Q(role=Role.MODERATOR)
    return get_user_model().objects.joined().filter(may)


def reading(group, keys: Iterable[int]) -> list:
    """Those of these members who may read there, by their numbers alone."""
    return _reading(group.listing, group.joining).objects(group=group.pk, keys=list(keys))


@cache
def _reading(listing: str, joining: str) -> MadeOnce:
    return MadeOnce(
        lambda group, keys: readers_of(group, listing, joining).filter(pk__one_of=keys).only("pk")
    )


def unheard(wanted: list[str], people, member) -> list[str]:
    """The names behind these handles, as far as the member may know of them, that are not among the people."""
    known = get_user_model().objects.joined().visible_to(member).filter(handle__in=wanted)
    return list(known.exclude(pk__in=people.values("pk")).order_by("name").values_list("name", flat=True))


def warn_of_unheard(request, text: str, group) -> None:
    """Says, once it was sent, who was called and is not told: they cannot read in the group."""
    wanted = handles(text)
    if wanted and (names := unheard(wanted, readers(group), request.user)):
        words = {"names": ", ".join(names)}
        messages.warning(request, _("Not told, because they cannot read here: %(names)s.") % words)


def called(text: str, group):
    """The members whom the text calls, as a list."""
    wanted = handles(text)
    if not wanted:
        return []
    return list(readers(group).filter(handle__in=wanted))
