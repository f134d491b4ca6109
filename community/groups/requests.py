"""Requests to join: asked once, decided once, by whoever keeps the group in order."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups import notices
from community.groups.models import Group
from community.transactions import all_or_nothing

LISTED = 30  # on the page of the group


class JoinRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)

    def visible_to(self, member):
        """One's own while one may know of the group, and those to the groups in which one keeps order."""
        known = Group.objects.visible_to(member).values("pk")
        moderated = Group.objects.moderated_by(member).values("pk")
        return self.filter(Q(member_id=member.pk, group__in=known) | Q(group__in=moderated))

    def waiting(self):
        """Who has waited longest, as many as a page lists."""
        return self.open().select_related("member__avatar").order_by("pk")[:LISTED]

    def accept_until(self, last: int, *, by) -> int:
        """Lets in whom a page listed, whose last request this was, each by itself; returns how many. Who asked since
        then is not among them: nobody has read what they say."""
        return sum(request.accept(by=by) for request in self.filter(pk__lte=last).waiting())


class JoinRequest(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="join_requests")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    message = models.CharField(_("message"), max_length=500, blank=True)
    # Pairs of question and answer, as the group asked then.
    answers = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(null=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(decided_at__isnull=True), name="one_open_join_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="join_request_decided_with_a_date",
            ),
        ]

    def get_absolute_url(self) -> str:
        return self.group.get_absolute_url()

    @all_or_nothing
    def accept(self, *, by) -> bool:
        """Lets the member in and tells them; False when somebody has decided already, or the group is archived."""
        if self.group.is_archived or not self._decide(accepted=True, by=by):
            return False
        self.group.admit(self.member)
        notices.decided(self)
        return True

    @all_or_nothing
    def decline(self, *, by) -> bool:
        if not self._decide(accepted=False, by=by):
            return False
        notices.decided(self)
        return True

    def _decide(self, *, accepted: bool, by) -> bool:
        # Whoever moves the open row has decided; a second moderator, or a second click, moves nothing.
        mine = JoinRequest.objects.open().filter(pk=self.pk)
        decided = mine.update(accepted=accepted, decided_by=by, decided_at=timezone.now()) == 1
        self.refresh_from_db()
        return decided
