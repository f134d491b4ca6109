"""Proposals: a complaint goes out of sight when a second person agrees, and not before (the criticism guard)."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.groups.models import Group
from community.moderation import notices
from community.moderation.criticism import GUARDED, require_listed
from community.moderation.kinds import Kind
from community.moderation.statements import ITEMS, Statement, field_of
from community.reports import routing
from community.transactions import all_or_nothing


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)

    def visible_to(self, member):
        """Those of the places that the member keeps in order, their own among them; never about themselves."""
        desk = Q(group__in=Group.objects.moderated_by(member).values("pk"))
        if member.is_moderator:
            desk |= Q(group__isnull=True)
        return self.filter(desk).exclude(member_id=member.pk)

    def decidable_by(self, member):
        """Those that wait for this member: never one's own."""
        return self.visible_to(member).open().exclude(by_id=member.pk)

    def of(self, item):
        return self.filter(**{field_of(item): item})

    @all_or_nothing
    def propose(self, kind: str, item, *, by, **known):
        """Returns the proposal; the open one when there is one already. Raises ValidationError for a ground that is
        not listed."""
        require_listed(known["ground"])
        item.lock()
        if waiting := self.of(item).open().first():
            return waiting
        proposal = self.create(kind=kind, by=by, **known)
        notices.proposed(proposal)
        return proposal


class Proposal(Statement):
    kind = models.CharField(max_length=9, choices=[(kind, Kind(kind).label) for kind in GUARDED])
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    agreed = models.BooleanField(null=True)
    objection = models.CharField(gettext_lazy("why not"), max_length=280, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[field], condition=Q(decided_at__isnull=True), name=f"one_open_proposal_a_{field}"
            )
            for field in ITEMS
        ]

    def get_absolute_url(self) -> str:
        return f"/moderation/proposals/{self.pk}/"

    # Questions

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    def decidable_by(self, member) -> bool:
        """Another person than who proposed it, who may judge it themselves."""
        return self.is_open and self.by_id != member.pk and routing.may_judge(member, self.item)

    # Verbs

    @all_or_nothing
    def decide(self, *, by, agreed: bool, objection: str = "", as_of=None) -> bool:
        """Notes what the second person said; False when somebody had before. Raises PermissionDenied for the one who
        proposed it."""
        self.refresh_from_db(from_queryset=Proposal.objects.select_for_update(of=["self"]))
        if not self.is_open:
            return False
        if not self.decidable_by(by):
            raise PermissionDenied(_("A second person has to look at it: not whoever proposed it."))
        self.decided_at, self.decided_by = as_of or timezone.now(), by
        self.agreed, self.objection = agreed, objection
        self.save(update_fields=["decided_at", "decided_by", "agreed", "objection"])
        notices.answered(self)
        return True
