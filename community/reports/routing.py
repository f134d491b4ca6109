"""On whose desk a matter lies: with whoever keeps order there, never with whom it is about, and further up when it is
about somebody who keeps order or works here themselves (row 42)."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Role
from community.groups.memberships import Membership
from community.groups.models import Group

MOST_NAMES = 5
UP = (Role.MODERATOR, Role.AGENT)  # what they are reported for is for the managers
# Where a report names its author and its group, each by its path from the report; a person stands in no group.
PLACES = {
    "post": ("post__author", "post__group"),
    "comment": ("comment__author", "comment__post__group"),
    "message": ("message__author", "message__room__group"),
    "entry": ("entry__member", "entry__contest__poll__post__group"),
    "about": ("about", None),
}


def desk_of(member) -> Q:
    """The condition on reports that lie on the member's desk."""
    groups = Group.objects.moderated_by(member).values("pk")
    desk = Q(pk__in=[])
    for _person, group in PLACES.values():
        desk |= Q(**{f"{group}__in": groups}) if group else Q()
    if member.is_moderator:
        desk |= Q(about__isnull=False) | Q(message__isnull=False, message__room__group__isnull=True)
    return desk & ~_beyond(member)


def _beyond(member) -> Q:
    """What is about the member, or about somebody whom they do not judge."""
    beyond = Q(pk__in=[])
    for person, group in PLACES.values():
        beyond |= Q(**{person: member.pk})
        if not member.is_manager:
            beyond |= Q(**{f"{person}__role__in": UP})
        if not member.is_moderator and group:
            beyond |= Q(_peers(member, person, group))
    return beyond


def _peers(member, person: str, group: str) -> Q:
    """Who keeps order in the same group, unless the member owns it."""
    there = Membership.objects.filter(group=OuterRef(group))
    keeps = there.filter(member=OuterRef(person), role__in=Membership.KEEPING)
    owns = there.filter(member_id=member.pk, role=Membership.Role.OWNER)
    return Q(Exists(keeps)) & ~Q(Exists(owns))


def may_judge(member, matter, group: Group | None = None) -> bool:
    """Whether the member may restrict this post, comment or message, or this person in the group or in the house."""
    person, group = _person_and_group(matter, group)
    if person is matter:
        keeps = group.manageable_by(member) if group else matter.is_suspendable_by(member)
    else:
        keeps = matter.moderated_by(member)
    return keeps and not stands_above(member, person, group)


def require_judge(member, matter, group: Group | None = None) -> None:
    if not may_judge(member, matter, group):
        raise PermissionDenied(_("Somebody else who keeps order there has to decide this."))


def stands_above(member, person, group: Group | None) -> bool:
    """The same as `_beyond`, for one person."""
    if person is None:
        return False
    if person.pk == member.pk or (person.role in UP and not member.is_manager):
        return True
    if member.is_moderator or group is None:
        return False
    return group.memberships.moderators().filter(member=person).exists() and not group.owned_by(member)


def judges(matter, group: Group | None = None, *, but=()) -> set:
    """Those on whose desk it lies, to be told; the managers when nobody else is left. Never those of `but`."""
    person, group = _person_and_group(matter, group)
    site = get_user_model().objects.joined().active()
    if group is None:
        found = set(site.filter(role__in=[Role.MODERATOR, Role.MANAGER]))
    else:
        roles = [Role.MANAGER] if group.is_secret else [Role.MODERATOR]
        found = {*group.keepers(but=person), *site.filter(role__in=roles)}
    found = {one for one in found if one not in but and not stands_above(one, person, group)}
    return found or {one for one in site.filter(role=Role.MANAGER) if one not in but and one != person}


def read_by(matter) -> str:
    """The names of those who will see a report of it, as its form says before it is sent."""
    names = sorted(member.name for member in judges(matter))
    shown = names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], "…"]
    return str(get_text_list(shown, pgettext("between the last two names", "and")))


def _person_and_group(matter, group):
    if not hasattr(matter, "author_id"):
        return matter, group
    place = matter.place
    return matter.author, place if isinstance(place, Group) else place.group
