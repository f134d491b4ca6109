"""Who works on a ticket, how soon, and what they promised."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from tickets.desk import history, notices
from tickets.desk.states import NotPossible
from tickets.sla.models import Clock


class Assigning(models.Model):
    """Trait of the ticket."""

    class Meta:
        abstract = True

    @transaction.atomic
    def assign(self, *, to, by, as_of=None):
        """Makes it somebody's, or nobody's (`to=None`). Raises NotPossible when they could not even read it."""
        as_of = self.begin(as_of)
        if to is not None and not type(self).objects.workable_by(to).filter(pk=self.pk).exists():
            raise NotPossible(_("%(name)s is not in the team of this request.") % {"name": to.name})
        if to == self.assignee:
            return self
        history.record(self, "assigned", by=by, as_of=as_of, to=to.pk if to else None)
        self.assignee = to
        self.settle()
        if to is not None:
            notices.assigned(self, by=by)
        return self

    @transaction.atomic
    def move_to(self, team, *, by, as_of=None):
        """Hands it to another team. Its assignee stays only if they belong there too."""
        as_of = self.begin(as_of)
        if team.pk == self.team_id:
            return self
        history.record(self, "moved", by=by, as_of=as_of, here=self.team_id, there=team.pk)
        self.team = team
        stays = self.assignee and (
            self.assignee.is_manager or team.members.filter(pk=self.assignee_id).exists()
        )
        if not stays:
            self.assignee = None
        self.settle()
        Clock.objects.repolicy(self, as_of)
        notices.moved(self, by=by)
        return self

    @transaction.atomic
    def prioritise(self, priority: str, *, by, as_of=None):
        as_of = self.begin(as_of)
        if priority == self.priority:
            return self
        history.record(self, "priority", by=by, as_of=as_of, here=self.priority, there=priority)
        self.priority = priority
        self.settle()
        Clock.objects.repolicy(self, as_of)
        return self

    @transaction.atomic
    def sort_as(self, *, kind: str, by, category=None, as_of=None):
        """Says what kind of request it is and what it is about; clocks follow the kind."""
        as_of = self.begin(as_of)
        history.record(
            self, "sorted", by=by, as_of=as_of, sort=kind, category=category.pk if category else None
        )
        self.kind, self.category = kind, category
        self.settle()
        Clock.objects.repolicy(self, as_of)
        return self

    @transaction.atomic
    def promise(self, until, *, by, reason: str = "", as_of=None):
        """Names a new date. Later than the last one only with a reason, which the customer reads (D-6)."""
        as_of = self.begin(as_of)
        if not self.is_open:
            raise NotPossible(_("A closed request cannot be promised a date."))
        if until <= as_of:
            raise NotPossible(_("The new date must be in the future."))
        if self.promised_at and until > self.promised_at and not reason:
            raise NotPossible(_("A later date needs a reason: the customer will read it."))
        if until == self.promised_at:
            return self
        history.record(
            self, "promised", by=by, as_of=as_of, until=until.isoformat(), reason=reason,
            before=self.promised_at.isoformat() if self.promised_at else None,
        )  # fmt: skip
        self.promised_at, self.promise_reason = until, reason
        self.settle()
        notices.promised(self, by=by)
        return self
