"""Who shares a group with whom; and whom no stranger finds, because they are under age (L-25)."""

from django.db.models import Q

from accounts.members.ages import last_day_of_age
from community.groups.memberships import Membership

EVERY_ROW, NO_ROW = Q(pk__isnull=False), Q(pk__in=[])


def neighbours(viewer, person: str = "member") -> Q:
    """The condition on rows whose column names a person: that one shares a group with the viewer, not simply
    everybody's. Managers own the house: they count as members of each group."""
    if viewer.is_manager:
        return EVERY_ROW
    theirs = Membership.objects.beside(viewer)
    return Q(**{f"{person}__in": theirs.values("member_id")})


def minors_afar(viewer, person: str = "pk") -> Q:
    """The condition on members, or on rows whose column names one: under age, and in no group of the viewer's, who is
    not of the staff (L-25)."""
    if viewer.is_staff:
        return NO_ROW
    born_on = "born_on" if person == "pk" else f"{person}__born_on"
    minor = Q(**{f"{born_on}__gt": last_day_of_age()})
    return minor & ~neighbours(viewer, person) & ~Q(**{person: viewer.pk})


def shown_in(group, viewer):
    """The memberships that the viewer may go through: those who keep order see all. Of the group that is simply
    everybody's nobody else does, for that would be a directory in which all stand unasked; of other groups nobody under
    age is in it for who stands far off."""
    people = group.memberships.known()
    if group.manageable_by(viewer):
        return people
    return people.moderators() if group.is_default else people.exclude(minors_afar(viewer, "member"))
