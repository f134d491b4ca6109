"""Moderation: every act is a row that says who did what, and why. The person concerned can read it, and object."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.members.models import Member
from community.groups.models import Group
from community.moderation import criticism, notices, restrictions
from community.moderation.kinds import RESTRICTING, Kind
from community.moderation.proposals import Proposal
from community.moderation.statements import ITEMS, Statement, about, at_most_one_item, field_of, origin_of
from community.reports import routing
from community.reports.models import Report
from community.transactions import all_or_nothing

OBJECT_WITHIN = timedelta(days=183)  # six months (L-30)


def hold(matter) -> None:
    """Of two who decide about it in the same moment the second finds what the first has done."""
    if isinstance(matter, Member):
        Member.objects.select_for_update(no_key=True).get(pk=matter.pk)
    else:
        matter.lock()


class ModerationActQuerySet(models.QuerySet):
    def concerning(self, member):
        """The statements of reasons that the member received (L-30)."""
        return self.filter(member_id=member.pk).exclude(kind=Kind.DISMISSED)

    def due(self, as_of: datetime):
        """Those whose words are blanked now: nobody objected in time, or the objection is decided."""
        return self.filter(blank_at__lte=as_of).exclude(appeal__decided_at__isnull=True, appeal__isnull=False)

    def on_desk_of(self, member):
        """Those of the places that the member keeps in order, but for what concerns themselves (row 42)."""
        groups = Group.objects.moderated_by(member).values("pk")
        desk = Q(group__in=groups)
        if member.is_moderator:
            desk |= Q(group__isnull=True)
        return self.filter(desk).exclude(member_id=member.pk)

    def visible_to(self, member):
        return self.concerning(member) | self.on_desk_of(member)

    def restrictions(self):
        return self.filter(kind__in=RESTRICTING)

    def in_force(self, as_of=None):
        """Restrictions that were not taken back and are not over."""
        running = Q(until__isnull=True) | Q(until__gt=as_of or timezone.now())
        return self.restrictions().filter(running, undone_by__isnull=True)

    def sealed(self, pk: int | None):
        """The act whose number came in an address that we signed ourselves, or None."""
        return self.filter(pk=pk).first() if pk is not None else None

    def of(self, matter):
        return self.filter(**{field_of(matter): matter}).order_by("pk")

    # Verbs

    @all_or_nothing
    def restrict(self, kind: str, matter, *, by, group: Group | None = None, until=None, as_of=None, **words):
        """Imposes a restriction with its statement, and tells the person; returns the act.

        A complaint is taken out of sight by two people only: then what is returned is the proposal that waits for
        the second. Said twice, it finds what the first call made. Raises PermissionDenied for whoever may not judge
        it, ValidationError for a complaint without a listed ground.
        """
        routing.require_judge(by, matter, group)
        hold(matter)
        if standing := self.standing(kind, matter, group):
            return standing
        known = about(matter, group) | {"until": until, "origin": origin_of(matter), **words}
        if kind in criticism.GUARDED and criticism.is_criticism(matter):
            return Proposal.objects.propose(kind, matter, by=by, **known)
        return self.impose(kind, matter, by=by, as_of=as_of, **known)

    def standing(self, kind: str, matter, group: Group | None = None):
        """The act of that kind which is in force already, or None."""
        same = self.of(matter).in_force().filter(kind=kind)
        return (same.filter(group=group) if field_of(matter) == "member" else same).last()

    @all_or_nothing
    def impose(self, kind: str, matter, *, by, as_of=None, **known):
        """The restriction itself, without asking who may: `restrict` has, and a second person for a complaint."""
        now = as_of or timezone.now()
        restrictions.impose(kind, matter, by=by, as_of=now, **known)
        if kind == Kind.TAKEN:
            known["blank_at"] = now + OBJECT_WITHIN
        act = self.create(
            kind=kind, by=by, created_at=now, is_criticism=criticism.is_criticism(matter), **known
        )
        if act.item is not None:
            Report.objects.settle(
                act.item, by=by, outcome=Report.Outcome.HIDDEN, note=act.reason, as_of=as_of
            )
        notices.imposed(act)
        return act

    @all_or_nothing
    def second(self, proposal, *, by, as_of=None):
        """The second person agrees: the restriction is imposed; returns the act, None when it was decided before."""
        if not proposal.decide(by=by, agreed=True, as_of=as_of):
            return None
        known = about(proposal.item) | proposal.words | {"origin": proposal.origin}
        seconded = {"seconded_by": by, "seconded_at": proposal.decided_at}
        return self.impose(
            proposal.kind, proposal.item, by=proposal.by or by, as_of=as_of, **known, **seconded
        )

    def answer(self, proposal, *, by, agreed: bool, objection: str = ""):
        """What the second person said; the act, or None for a no."""
        if agreed:
            return self.second(proposal, by=by)
        proposal.decide(by=by, agreed=False, objection=objection)
        return None

    def hide(self, item, *, by, **words):
        """Nobody but its author sees it any more, and the author is told why.

        Reports of it are settled. A ticket that hangs on it is not touched: it goes on with all its clocks.
        """
        return self.restrict(Kind.HIDDEN, item, by=by, **words)

    @all_or_nothing
    def remove(self, member, *, group: Group, by, **words):
        """Ends a membership and tells the member why; returns the act, None when there was none."""
        if not group.holds(member):
            return None
        return self.restrict(Kind.REMOVED, member, group=group, by=by, **words)

    @all_or_nothing
    def restore(self, item, *, by, reason: str = ""):
        """Everybody sees it again and the author is told; returns the act, None when it was not hidden."""
        item.lock()
        if item.hidden_at is None or item.deleted_at is not None:
            return None
        last = self.of(item).filter(kind__in=(Kind.HIDDEN, Kind.TAKEN), undone_by__isnull=True).last()
        if last is not None:
            return last.undo(by=by, reason=reason)
        item.restore(by=by)
        return self._restored(item, by=by, reason=reason)

    @all_or_nothing
    def dismiss(self, matter, *, by, reason: str = ""):
        """Settles the reports: nothing was wrong. Returns the act, None when nothing was open."""
        if not Report.objects.settle(matter, by=by, outcome=Report.Outcome.DISMISSED, note=reason):
            return None
        return self.create(kind=Kind.DISMISSED, by=by, reason=reason, **about(matter))

    def _restored(self, item, **words):
        act = self.create(kind=Kind.RESTORED, **about(item), **words)
        notices.restored(act)
        return act


class ModerationAct(Statement):
    Kind = Kind

    kind = models.CharField(max_length=9, choices=Kind.choices)
    # A complaint when it was decided: then a second person has agreed.
    is_criticism = models.BooleanField(default=False)
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    # What this one takes back.
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")
    # Taken away for good then, when nobody has objected.
    blank_at = models.DateTimeField(null=True)

    objects = ModerationActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=at_most_one_item(), name="act_on_at_most_one_item"),
            models.CheckConstraint(
                condition=~Q(kind__in=RESTRICTING) | (~Q(reason="") & ~Q(facts="") & ~Q(ground="")),
                name="no_restriction_without_its_statement",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=criticism.GUARDED, is_criticism=True)
                | (Q(seconded_at__isnull=False) & ~Q(ground="other")),
                name="no_criticism_hidden_by_one_alone",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-id"], name="act_by_group"),
            models.Index(fields=["blank_at"], name="act_to_blank", condition=Q(blank_at__isnull=False)),
        ]

    def get_absolute_url(self) -> str:
        return f"/moderation/acts/{self.pk}/"

    # Questions

    @staticmethod
    def may_judge(member, item) -> bool:
        """Whoever keeps order there, but nobody in a matter of their own, nor over whoever stands above (row 42)."""
        return routing.may_judge(member, item)

    @property
    def is_restriction(self) -> bool:
        return self.kind in RESTRICTING

    @property
    def is_undone(self) -> bool:
        return ModerationAct.objects.filter(undoes=self).exists()

    @property
    def in_force(self) -> bool:
        return ModerationAct.objects.in_force().filter(pk=self.pk).exists()

    @property
    def object_until(self):
        return self.created_at + OBJECT_WITHIN

    @property
    def is_open_to_objection(self) -> bool:
        """A restriction, six months long, whether or not it is over by itself."""
        return self.is_restriction and not self.is_undone and timezone.now() <= self.object_until

    def undoable_by(self, member) -> bool:
        """Whoever keeps order there may take it back, while it stands."""
        return self.in_force and self.is_on_desk_of(member)

    def is_on_desk_of(self, member) -> bool:
        return ModerationAct.objects.on_desk_of(member).filter(pk=self.pk).exists()

    # Verbs

    @all_or_nothing
    def undo(self, *, by, reason: str = "", is_told: bool = True, as_of=None):
        """Takes the restriction back: what was hidden is there again, who was silenced may write. Returns the act
        that says so, the first one's when it was done before."""
        ModerationAct.objects.select_for_update(of=["self"]).get(pk=self.pk)
        if done := ModerationAct.objects.filter(undoes=self).first():
            return done
        if not self.is_restriction or not self.is_on_desk_of(by):
            raise PermissionDenied(_("Somebody who keeps order there has to decide this."))
        restrictions.lift(self, by=by)
        known = {name: getattr(self, name) for name in (*ITEMS, "group", "group_name", "member")}
        now = as_of or timezone.now()
        act = ModerationAct.objects.create(
            kind=Kind.RESTORED, by=by, reason=reason, undoes=self, created_at=now, **known
        )
        ModerationAct.objects.filter(pk=self.pk).update(blank_at=None)
        if is_told:
            notices.restored(act)
        return act
