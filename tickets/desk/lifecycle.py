"""What may become of a ticket: waits, ends, is confirmed, opens again (D-5)."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from tickets.desk import history, notices
from tickets.desk.states import CLOSED, NotPossible, State, check_way
from tickets.sla import legal
from tickets.sla.models import Clock

REOPENING = timedelta(days=30)


class Lifecycle(models.Model):
    """Trait of the ticket. Every verb locks it, refuses what the table of states refuses, and leaves history."""

    class Meta:
        abstract = True

    # Questions

    def reopenable(self, as_of=None) -> bool:
        return self.state in CLOSED and (as_of or timezone.now()) <= self.closed_at + REOPENING

    def withdrawable_by(self, member) -> bool:
        return member.pk == self.customer_id and self.is_open

    # Verbs

    @transaction.atomic
    def wait_for_customer(self, *, by, missing: str, until=None, as_of=None):
        """Asks the customer for what is missing: at least ten business days, with what follows, in writing (L-07).

        `until` is the last day, a date. Returns the reply sent; raises NotPossible.
        """
        as_of = self.begin(as_of)
        earliest = self.calendar.business_day_after(as_of, legal.COMPLETION_BUSINESS_DAYS)
        until = until or earliest
        if until < earliest:
            raise NotPossible(
                _("The customer has at least ten business days, so until %(day)s.")
                % {"day": earliest.isoformat()}
            )
        if self.state == State.RECEIVED:
            self.become(State.IN_PROGRESS, as_of)
        self.become(State.WAITING, as_of, waiting_until=until, waiting_for=missing, waiting_reminded_at=None)
        reply = self.send_reply(by=by, body=missing, as_of=as_of)
        Clock.objects.pause(self, as_of)
        history.record(self, "waiting", by=by, as_of=as_of, missing=missing, until=until.isoformat())
        self.settle()
        notices.waiting(self, by=by)
        return reply

    @transaction.atomic
    def solve(self, *, by, note: str, submission=None, as_of=None):
        """Solved, with a closing note: published under the post where there is one, else sent to the customer."""
        as_of = self.begin(as_of)
        if self.state == State.SOLVED:
            return self
        if self.state == State.RECEIVED:
            self.become(State.IN_PROGRESS, as_of)
        check_way(self.state, State.SOLVED)
        if self.has_public_layer:
            self.publish_answer(by=by, body=note, submission=submission, as_of=as_of)
        else:
            self.send_reply(by=by, body=note, submission=submission, as_of=as_of)
        self.close(State.SOLVED, as_of, outcome_text=note)
        history.record(self, "solved", by=by, as_of=as_of, note=note)
        self.settle()
        notices.solved(self, by=by)
        return self

    @transaction.atomic
    def refuse(self, *, by, reason: str, as_of=None):
        """Not accepted: a reason, and the bodies outside where the customer can go on (L-09). Always in private."""
        as_of = self.begin(as_of)
        if self.state == State.NOT_ACCEPTED:
            return self
        check_way(self.state, State.NOT_ACCEPTED)
        self.send_reply(by=by, body=f"{reason}\n\n{self.ways_outside()}", as_of=as_of)
        self.close(State.NOT_ACCEPTED, as_of, outcome_text=reason)
        history.record(self, "not_accepted", by=by, as_of=as_of, reason=reason)
        self.settle()
        notices.refused(self, by=by)
        return self

    @transaction.atomic
    def withdraw(self, *, by, as_of=None):
        as_of = self.begin(as_of)
        if self.state == State.WITHDRAWN:
            return self
        check_way(self.state, State.WITHDRAWN)
        self.close(State.WITHDRAWN, as_of)
        history.record(self, "withdrawn", by=by, as_of=as_of)
        self.settle()
        notices.withdrawn(self, by=by)
        return self

    @transaction.atomic
    def lapse(self, *, as_of=None):
        """Closed because the customer did not send what was missing: only after the day named and a reminder (L-07)."""
        as_of = self.begin(as_of)
        if self.state == State.LAPSED:
            return self
        if (
            self.waiting_until is None
            or self.today(as_of) <= self.waiting_until
            or not self.waiting_reminded_at
        ):
            raise NotPossible(
                _("A request only lapses after the day that the customer was given, and a reminder.")
            )
        until = self.waiting_until.isoformat()
        self.close(State.LAPSED, as_of)
        history.record(self, "lapsed", as_of=as_of, until=until)
        self.settle()
        notices.lapsed(self)
        return self

    @transaction.atomic
    def remind_customer(self, *, as_of=None):
        """Reminds a customer who has not sent what is missing; once a wait. Returns whether it did."""
        as_of = self.begin(as_of)
        if self.state != State.WAITING or self.waiting_reminded_at:
            return False
        self.waiting_reminded_at = as_of
        history.record(self, "customer_reminded", as_of=as_of)
        self.settle()
        notices.waiting(self, reminder=True)
        return True

    @transaction.atomic
    def confirm(self, *, by, as_of=None):
        """The customer says that it is solved. Returns the ticket."""
        as_of = self.begin(as_of)
        if self.state != State.SOLVED:
            raise NotPossible(_("Only a solved request can be confirmed."))
        if self.confirmed_at is None:
            self.confirmed_at = as_of
            history.record(self, "confirmed", by=by, as_of=as_of)
            self.settle()
            notices.confirmed(self, by=by)
        return self

    @transaction.atomic
    def reopen(self, *, by, reason: str = "", as_of=None):
        """Opens it again within thirty days, with new clocks; later a new request is made and linked."""
        as_of = self.begin(as_of)
        if self.is_open:
            return self
        if not self.reopenable(as_of):
            raise NotPossible(
                _("Thirty days have passed, so this request stays closed. Open a new one: we link them.")
            )
        self.become(
            State.IN_PROGRESS, as_of, closed_at=None, confirmed_at=None, reopened_at=as_of,
            reopen_count=self.reopen_count + 1,
        )  # fmt: skip
        if reason:
            self.keep_message(by=by, body=reason, from_customer=by.pk == self.customer_id, as_of=as_of)
        Clock.objects.reopen(self, as_of)
        self.promised_at, self.promise_reason = Clock.objects.promise(self, as_of), ""
        history.record(self, "reopened", by=by, as_of=as_of, reason=reason)
        self.settle()
        notices.reopened(self, by=by)
        return self

    # The steps they share

    def become(self, state: str, as_of, **columns) -> None:
        check_way(self.state, state)
        self.state = state
        if state != State.WAITING:
            columns = {"waiting_until": None, "waiting_for": "", **columns}
        for name, value in columns.items():
            setattr(self, name, value)

    def close(self, state: str, as_of, **columns) -> None:
        self.become(state, as_of, closed_at=as_of, **columns)
        Clock.objects.stop(self, as_of)

    def today(self, as_of):
        return timezone.localtime(as_of, self.zone).date()

    def ways_outside(self) -> str:
        """Which out-of-court bodies there are and how to reach them; there is no link to the closed EU platform."""
        return Brand.current().adr_text or _(
            "If you do not agree, you can ask for mediation or arbitration at the consumer office of your town."
        )
