"""How a person stands with the house: invited, waiting, at home, suspended, gone. Trait of Member."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.live import publish
from accounts.members import notices, sessions
from accounts.members.signals import member_joined, member_left, member_suspended


def running_suspension(as_of) -> Q:
    return Q(suspended_at__isnull=False) & (Q(suspended_until__isnull=True) | Q(suspended_until__gt=as_of))


class Standing(models.Model):
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Slugs of the groups that the invitation promised, until approval: groups live a floor above.
    groups_to_join = models.JSONField(default=list, blank=True, editable=False)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    suspension_reason = models.CharField(_("reason of the suspension"), max_length=280, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    # Part of what a session is checked against: moving it on ends every session at once.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    # Questions

    @property
    def is_suspended(self) -> bool:
        over = self.suspended_until is not None and self.suspended_until <= timezone.now()
        return self.suspended_at is not None and not over

    @property
    def is_active(self) -> bool:
        """May be signed in: whoever waits for approval may too, and sees the waiting room."""
        return self.joined_at is not None and self.left_at is None and not self.is_suspended

    @property
    def is_pending(self) -> bool:
        return self.approved_at is None

    @property
    def is_at_home(self) -> bool:
        return self.is_active and not self.is_pending

    @property
    def standing_words(self) -> str:
        """How they stand, in a word or two for staff."""
        if self.left_at:
            return gettext("Former member")
        if self.is_suspended:
            return gettext("Suspended")
        if not self.joined_at:
            return gettext("Has not joined")
        return gettext("Waiting for approval") if self.is_pending else gettext("Member")

    def is_decidable_by(self, member) -> bool:
        """May say whether this person comes in."""
        return member.is_moderator and member.is_at_home

    def is_suspendable_by(self, member) -> bool:
        """Managers suspend anybody but themselves; moderators suspend plain members."""
        if member.pk == self.pk or not member.is_at_home:
            return False
        return member.is_manager or (member.is_moderator and self.role == self.Role.MEMBER)

    def role_changeable_by(self, member) -> bool:
        """Managers say what others are; nobody changes their own role, so a house never loses its last manager."""
        return member.is_manager and member.is_at_home and member.pk != self.pk

    # Verbs: each is safe to call twice and returns whether it changed anything

    @transaction.atomic
    def join(self, *, groups=(), as_of=None) -> bool:
        """Claims the account, or comes back to it. The address was shown to be theirs; approval is an act apart."""
        joined = self._move(
            Q(joined_at=None) | Q(left_at__isnull=False),
            joined_at=as_of or timezone.now(),
            left_at=None,
            approved_at=None,
            approved_by=None,
            groups_to_join=list(groups),
        )
        if joined:
            sessions.keep_address(self)
        return joined

    @transaction.atomic
    def admit(self, *, by, as_of=None) -> bool:
        """Approves without a word by mail: the person is at the door, invitation in hand."""
        waiting = Q(joined_at__isnull=False, approved_at=None, left_at=None)
        groups = list(self.groups_to_join)
        admitted = self._move(waiting, approved_at=as_of or timezone.now(), approved_by=by, groups_to_join=[])
        if admitted:
            member_joined.send(sender=type(self), member=self, groups=groups)
        return admitted

    @transaction.atomic
    def approve(self, *, by, as_of=None) -> bool:
        approved = self.admit(by=by, as_of=as_of)
        if approved:
            notices.approved(self)
        return approved

    @transaction.atomic
    def decline(self, *, by, as_of=None) -> bool:
        waiting = Q(joined_at__isnull=False, approved_at=None, left_at=None)
        declined = self._move(waiting, left_at=as_of or timezone.now(), approved_by=by, groups_to_join=[])
        if declined:
            self.end_sessions()
            notices.declined(self)
        return declined

    @transaction.atomic
    def suspend(self, *, by, reason: str, until=None, as_of=None, is_told: bool = True) -> bool:
        """Shuts the person out at once, told why, until when and whom to write to (L-30); by the room that decided
        it, when that says so itself."""
        now = as_of or timezone.now()
        suspended = self._move(
            Q(left_at=None) & ~running_suspension(now),
            suspended_at=now,
            suspended_by=by,
            suspended_until=until,
            suspension_reason=reason,
        )
        if suspended:
            self.end_sessions()
            member_suspended.send(sender=type(self), member=self)
            if is_told:
                notices.suspended(self)
        return suspended

    @transaction.atomic
    def unsuspend(self, *, by) -> bool:
        ended = self._move(
            Q(suspended_at__isnull=False),
            suspended_at=None,
            suspended_by=None,
            suspended_until=None,
            suspension_reason="",
        )
        if ended:
            notices.unsuspended(self)
        return ended

    @transaction.atomic
    def leave(self, *, as_of=None) -> bool:
        """Becomes a former member. Their requests stay theirs (D-16)."""
        left = self._move(Q(joined_at__isnull=False, left_at=None), left_at=as_of or timezone.now())
        if left:
            self.end_sessions()
            member_left.send(sender=type(self), member=self)
        return left

    @transaction.atomic
    def take_role(self, role: str, *, by) -> bool:
        """Makes the person a member, moderator, agent or manager; their open pages lose at once what it took away.

        Raises PermissionDenied when the one who says so is no manager any more: of two managers who take the
        other's role at the same moment, one remains.
        """
        held = {
            p.pk: p
            for p in type(self).objects.filter(pk__in=[self.pk, by.pk]).order_by("pk").select_for_update()
        }
        if not self.role_changeable_by(held[by.pk]):
            raise PermissionDenied
        changed = self._move(~Q(role=role), role=role)
        if changed:
            publish.revoke(self.pk)
        return changed

    @transaction.atomic
    def end_sessions(self) -> None:
        """Signs the person out everywhere, open pages included."""
        self._next_epoch()
        sessions.forget(self)
        publish.end_member(self.pk)

    @transaction.atomic
    def end_other_sessions(self, request) -> None:
        """Signs the person out everywhere but here."""
        self._next_epoch()
        sessions.renew(request, self)
        sessions.forget(self, but=request.session.session_key)

    def _next_epoch(self) -> None:
        type(self).objects.filter(pk=self.pk).update(session_epoch=F("session_epoch") + 1)
        self.refresh_from_db(fields=["session_epoch"])

    def _move(self, condition: Q, **changes: Any) -> bool:
        """Writes the changes if the row still meets the condition: of two at once, one moves it."""
        moved = type(self).objects.filter(condition, pk=self.pk).update(**changes)
        if moved:
            for name, value in changes.items():
                setattr(self, name, value)
        else:
            self.refresh_from_db(fields=list(changes))
        return bool(moved)
