"""Coming and going: how members get into a group and out of it."""

from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.live import publish
from community.groups import notices
from community.groups.memberships import belongs, membership_in
from community.groups.signals import member_came, member_went
from community.transactions import all_or_nothing


class CannotLeave(Exception):
    """The default group holds everybody."""


class Joinable(models.Model):
    """What a group does with members. Every verb may be called twice and counts once."""

    class Meta:
        abstract = True

    # Questions

    def membership_of(self, member):
        """The member's membership, or None."""
        for membership in membership_in.objects(group=self.pk, member=member.pk):
            membership.group = self
            return membership
        return None

    def holds(self, member) -> bool:
        return bool(belongs.rows(group=self.pk, member=member.pk))

    def joinable_by(self, member) -> bool:
        """May come in without asking; a manager into every group."""
        if self.is_archived or not member.is_active:
            return False
        return (self.joining == self.Joining.FREE and not self.is_secret) or member.is_manager

    def askable_by(self, member) -> bool:
        return not self.is_archived and not self.is_secret and self.joining == self.Joining.REQUEST

    # Verbs

    @all_or_nothing
    def admit(self, member, *, by=None):
        """Lets the member in and answers an open request of theirs; returns the membership."""
        seen = {"activity_seen": self.activity}
        membership, is_new = self.memberships.get_or_create(member=member, defaults=seen)
        if is_new:
            self._count(+1)
            self._settle_requests(member, by=by or member)
            member_came.send(sender=type(self), group=self, membership=membership)
            if by and by != member:
                notices.admitted(membership, by=by)
        return membership

    @all_or_nothing
    def ask(self, *, by, message: str = "", answers: Sequence[str] = ()):
        """Writes the request to join, with the answers to the group's questions; returns the open one when there is
        one already, None for members."""
        if self.holds(by):
            return None
        try:
            with transaction.atomic():
                said = [list(pair) for pair in zip(self.questions, answers, strict=False)]
                request = self.join_requests.create(member=by, message=message, answers=said)
        except IntegrityError:  # asked twice, or at once from two devices
            return self.join_requests.open().filter(member=by).first()
        notices.asked(request)
        return request

    @all_or_nothing
    def remove(self, member, *, by) -> bool:
        """Ends the membership, and what the member watches of it falls silent; False when there was none.

        Raises CannotLeave for the default group, LastOwner for its only owner while others are in it, and
        PermissionDenied for a moderator who would put out an owner.
        """
        if self.is_default:
            raise CannotLeave
        self.require_leave(member, by=by)
        return self.forget(member)

    @all_or_nothing
    def forget(self, member) -> bool:
        """Ends the membership of whoever has left the house itself; so even the default group lets go, and its
        last owner is succeeded by who has kept order, or been there, for longest."""
        was_owner = self.memberships.owners().filter(member=member).exists()
        count, _ = self.memberships.filter(member=member).delete()
        if count:
            self._count(-1)
            if was_owner:
                self.succeed()
            publish.revoke(member=member.pk)
            member_went.send(sender=type(self), group=self, member=member)
        return bool(count)

    def _settle_requests(self, member, by) -> None:
        """Who is in has no open request any more; being let in is the answer to it."""
        self.join_requests.open().filter(member=member).update(
            decided_at=timezone.now(), decided_by=by, accepted=True
        )

    def _count(self, step: int) -> None:
        type(self).objects.filter(pk=self.pk).update(member_count=F("member_count") + step)
        self.refresh_from_db(fields=["member_count"])
