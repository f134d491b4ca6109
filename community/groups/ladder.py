"""The ladder of a group: member, moderator, owner. A group with people in it never loses its last owner (law G1)."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from community.groups import notices
from community.groups.memberships import Membership
from community.transactions import all_or_nothing

Role = Membership.Role


class LastOwner(PermissionDenied):
    """The only owner goes when somebody else owns the group."""


class Laddered(models.Model):
    """Who stands where. Every verb holds the group, so that two owners who step down at once do not both succeed."""

    class Meta:
        abstract = True

    # Verbs

    @all_or_nothing
    def promote(self, member, *, by) -> bool:
        """Makes the member a moderator of this group; False when they stand higher or do not belong to it."""
        changed = self._turn(member, Role.MEMBER, Role.MODERATOR)
        if changed:
            notices.promoted(self.membership_of(member), by=by)
        return changed

    @all_or_nothing
    def demote(self, member, *, by) -> bool:
        """A moderator is a member again; owners step down first."""
        return self._turn(member, Role.MODERATOR, Role.MEMBER)

    @all_or_nothing
    def crown(self, member, *, by) -> bool:
        """Makes the member an owner beside those there are; False when they are one or do not belong to it."""
        self.hold()
        changed = self._turn(member, Role.MODERATOR, Role.OWNER) or self._turn(
            member, Role.MEMBER, Role.OWNER
        )
        if changed:
            notices.crowned(self.membership_of(member), by=by)
        return changed

    @all_or_nothing
    def step_down(self, member, *, by) -> bool:
        """An owner is a moderator from now on; raises LastOwner for the only one."""
        self.hold()
        if not self.memberships.owners().filter(member=member).exists():
            return False
        self._require_another(member)
        return self._turn(member, Role.OWNER, Role.MODERATOR)

    @all_or_nothing
    def hand_over(self, member, *, by) -> bool:
        """The group is the member's now, and who hands it over its moderator; False for who does not belong to it."""
        self.hold()
        if member.pk == by.pk or not self.holds(member):
            return False
        self.crown(member, by=by)
        self._turn(by, Role.OWNER, Role.MODERATOR)
        return True

    @all_or_nothing
    def succeed(self) -> None:
        """A group left without an owner goes to who kept order in it, else to who has been there for longest. The
        group of everybody belongs to the house."""
        self.hold()
        if self.is_default or self.memberships.owners().exists():
            return
        there = self.memberships.known().order_by("joined_at", "pk").select_related("member")
        heir = there.filter(role__in=Membership.KEEPING).first() or there.first()
        if heir:
            self.crown(heir.member, by=None)

    # Steps

    def hold(self) -> None:
        """Holds the row until the transaction ends: whoever climbs or leaves waits for whoever does."""
        type(self).objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)

    def require_leave(self, member, *, by) -> None:
        """Raises LastOwner, or PermissionDenied when a moderator would put an owner out."""
        self.hold()
        if not self.memberships.owners().filter(member=member).exists():
            return
        if member.pk != by.pk and not self.owned_by(by):
            raise PermissionDenied(_("Only an owner can put an owner out."))
        if self.memberships.exclude(member=member).exists():
            self._require_another(member)

    def _require_another(self, member) -> None:
        if not self.memberships.owners().exclude(member=member).exists():
            raise LastOwner(_("This is its only owner. Hand the group over first."))

    def _turn(self, member, before: str, after: str) -> bool:
        return bool(self.memberships.filter(member=member, role=before).update(role=after))
