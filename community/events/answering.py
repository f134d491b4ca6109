"""Answering: seats, guests and the waiting list. Every verb holds the post, so that no seat is given twice."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.events import notices
from community.transactions import all_or_nothing
from community.writing.written import require


class Attended(models.Model):
    class Meta:
        abstract = True

    # Questions

    def is_over(self, as_of: datetime | None = None) -> bool:
        return (self.ends_at or self.starts_at) <= (as_of or timezone.now())

    def takes_answers(self, as_of: datetime | None = None) -> bool:
        """Until its organisers' date, and at most until it starts."""
        now = as_of or timezone.now()
        until = min(self.answers_until or self.starts_at, self.starts_at)
        return self.cancelled_at is None and now < until

    def takes_refusals(self, as_of: datetime | None = None) -> bool:
        """A seat may be given back until it starts, whatever the date for answers was."""
        return self.cancelled_at is None and (as_of or timezone.now()) < self.starts_at

    @property
    def free(self) -> int | None:
        """Seats that are left; None without a limit."""
        return None if self.seats is None else self.seats - self.taken

    @property
    def is_full(self) -> bool:
        return self.seats is not None and (self.taken >= self.seats or self.waiting > 0)

    def answerable_by(self, member) -> bool:
        return self.post.is_shown and self.post.writable_by(member)

    def organised_by(self, member) -> bool:
        """Its author and whoever keeps order in the group."""
        return self.post.author_id == member.pk or self.post.moderated_by(member)

    def names_shown_to(self, member) -> bool:
        return not self.is_list_private or self.organised_by(member)

    # Verbs

    @all_or_nothing
    def rsvp(self, *, by, answer: str, guests: int = 0, as_of: datetime | None = None):
        """Returns the member's answer: with a seat, or with a place in line when there is none.

        Raises PermissionDenied where one cannot answer, ValidationError when it is too late or too many come.
        """
        self.lock()
        require(self.answerable_by(by), _("Join the group to answer."))
        coming = answer == "yes"
        self._require_time(answer, as_of)
        mine = self.answers.filter(member=by).first() or self.answers.model(event=self, member=by)
        guests = self._guests(guests) if coming else 0
        if mine.pk and (mine.answer, mine.guests) == (answer, guests):
            return mine
        mine.line = self._line_for(mine, 1 + guests) if coming else None
        mine.answer, mine.guests, mine.answered_at = answer, guests, as_of or timezone.now()
        if not coming:
            mine.arrived_at = mine.promoted_at = None
        mine.save()
        self.settle(as_of=mine.answered_at)
        mine.refresh_from_db()
        return mine

    @all_or_nothing
    def release(self, members, *, as_of: datetime) -> int:
        """Takes back the answers of people who cannot come any more: they left the group or the house."""
        self.lock()
        lost = self.answers.coming().filter(member__in=members)
        count = lost.update(answer="no", guests=0, line=None, arrived_at=None, promoted_at=None)
        if count:
            self.settle(as_of=as_of)
        return count

    @all_or_nothing
    def note_arrival(self, mine, *, by, as_of: datetime | None = None) -> None:
        """They are here; a second call changes nothing."""
        require(self.organised_by(by), _("Only organisers check people in."))
        self.answers.seated().filter(pk=mine.pk, arrived_at__isnull=True).update(
            arrived_at=as_of or timezone.now(), arrival_noted_by=by
        )

    @all_or_nothing
    def take_back_arrival(self, mine, *, by) -> None:
        require(self.organised_by(by), _("Only organisers check people in."))
        self.answers.filter(pk=mine.pk).update(arrived_at=None, arrival_noted_by=None)

    # Steps

    def lock(self) -> None:
        """The post first, as everybody does; then the event is read anew."""
        self.post.lock()
        post = self.post
        self.refresh_from_db()
        self.post = post

    def settle(self, *, as_of: datetime) -> None:
        """Gives free seats to those in line, in their order, counts anew, and has the pages drawn anew."""
        self._count()
        if self._may_promote(as_of):
            self.move_up(self.answers.in_line().select_related("member"), as_of)
        self._store()
        self.post.change()

    def _may_promote(self, as_of: datetime) -> bool:
        return self.waiting > 0 and self.takes_refusals(as_of)

    def fits(self, people: int) -> bool:
        return self.free is None or people <= self.free

    def could_hold(self, people: int) -> bool:
        return self.seats is None or people <= self.seats

    def seat(self, one) -> None:
        self.taken += one.people
        notices.promoted(self, one)

    def send_away(self, one, as_of: datetime) -> None:
        one.answer, one.guests = "no", 0

    def _line_for(self, mine, people: int) -> int | None:
        """The place in line for a party of so many; None when they have seats."""
        if not self.could_hold(people):
            raise ValidationError({"guests": _("There are not that many seats at all.")})
        if mine.line is not None:
            return mine.line
        if mine.pk and mine.is_seated:
            self._require_seats(people - mine.people)
            return None
        if self.waiting == 0 and self.fits(people):
            return None
        return self.next_in_line()

    def _require_seats(self, more: int) -> None:
        if more <= 0 or (self.waiting == 0 and self.fits(more)):
            return
        left = 0 if self.waiting else self.free
        words = ngettext("Only %(count)d seat is left.", "Only %(count)d seats are left.", left)
        raise ValidationError({"guests": words % {"count": left} if left else _("No more seats are left.")})

    def _require_time(self, answer: str, as_of: datetime | None) -> None:
        if answer not in self.answers.model.Answer.values:
            raise ValidationError(_("Choose one of the three."))
        open_still = self.takes_refusals(as_of) if answer == "no" else self.takes_answers(as_of)
        if not open_still:
            raise ValidationError(_("The time to answer is over."), "late")

    def _guests(self, guests: int) -> int:
        if not 0 <= guests <= self.guests_most:
            words = ngettext("%(count)d guest at most.", "%(count)d guests at most.", self.guests_most)
            raise ValidationError({"guests": words % {"count": self.guests_most}})
        return guests

    def _count(self) -> None:
        """People, guests counted."""
        self.taken = people_of(self.answers.seated())
        self.waiting = people_of(self.answers.in_line())
        self.maybes = self.answers.maybe().count()

    def _store(self) -> None:
        self.save(update_fields=["taken", "waiting", "maybes", "last_in_line"])


def people_of(answers) -> int:
    return answers.order_by().aggregate(people=Coalesce(Sum(models.F("guests") + 1), 0))["people"]
