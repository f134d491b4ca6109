"""Entering and withdrawing. Every verb holds the post, so that no place is given twice however many come at once."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.tournaments import notices
from community.tournaments.announcing import require_sense
from community.transactions import all_or_nothing
from community.writing.written import one_line, require

TERMS = ("entries_most", "closes_at", "starts_at", "place")


class Enterable(models.Model):
    class Meta:
        abstract = True

    # Questions

    def takes_entries(self, as_of: datetime | None = None) -> bool:
        """Until it closes, by the server's clock."""
        is_open = self.drawn_at is None and self.cancelled_at is None
        return is_open and (as_of or timezone.now()) < self.closes_at

    def is_over(self, as_of: datetime | None = None) -> bool:
        return self.ended_at is not None

    @property
    def is_full(self) -> bool:
        return self.entry_count >= self.entries_most

    def fits(self, people: int) -> bool:
        return self.entry_count + people <= self.entries_most

    def enterable_by(self, member) -> bool:
        return self.post.is_shown and self.post.writable_by(member)

    def organised_by(self, member) -> bool:
        """Its author and whoever keeps order in the group."""
        return self.post.author_id == member.pk or self.post.moderated_by(member)

    def entry_of(self, member):
        """The member's entry, with a place or in line for one; None without."""
        return self.entries.entered().filter(captain=member).first()

    # Verbs

    @all_or_nothing
    def enter(self, *, by, name: str = "", players: str = "", as_of: datetime | None = None):
        """Returns the member's entry, in line when all places are taken; a team is named, and who enters it is its
        captain. Called again it names the team anew.

        Raises PermissionDenied where one cannot enter, ValidationError when it is closed or the name is taken.
        """
        self.lock()
        require(self.enterable_by(by), _("Join the group to enter."))
        mine = self.entries.filter(captain=by).first()
        was_put_out = mine is not None and mine.withdrawn_at and mine.withdrawn_by_id != by.pk
        require(not was_put_out, _("An organiser took you out. Ask them."))
        words = self._named(name, players, mine)
        stands = mine is not None and mine.withdrawn_at is None
        if stands and words == {"name": mine.name, "players": mine.players}:
            return mine
        self._require_open(as_of)
        mine = mine or self._next_entry(by)
        if not stands:
            mine.line = None if self.fits(1) and not self.waiting else self.next_in_line()
        mine.withdrawn_at = mine.withdrawn_by = None
        for column, value in words.items():
            setattr(mine, column, value)
        mine.save()
        self.fill(as_of=as_of or timezone.now())
        return mine

    @all_or_nothing
    def withdraw(self, entry, *, by, as_of: datetime | None = None) -> bool:
        """Takes an entry out: one's own, or any for its organisers. Before the draw its place goes to the first in
        line, after it who would have played them goes on. False when it was out already, or everything is over."""
        self.lock()
        require(entry.captain_id == by.pk or self.organised_by(by), _("Only its captain can do this."))
        return self._take_out([entry.pk], by=by, as_of=as_of or timezone.now()) > 0

    @all_or_nothing
    def release(self, member, *, as_of: datetime) -> None:
        """Takes out the entry of whoever has left the house."""
        self.lock()
        self._take_out(self.entries.filter(captain=member).values("pk"), by=None, as_of=as_of)

    @all_or_nothing
    def close_entries(self, *, by, as_of: datetime | None = None) -> bool:
        """Nobody enters any more; False when it was closed."""
        self.lock()
        require(self.organised_by(by), _("Only organisers can change this."))
        if not self.takes_entries(as_of):
            return False
        self.rows().update(closes_at=as_of or timezone.now())
        self.post.change()
        return True

    def tell_cancelled(self, *, by) -> None:
        notices.cancelled(self, by=by)

    @all_or_nothing
    def change(self, *, by, as_of: datetime | None = None, **terms) -> bool:
        """Writes the terms; False when nothing is different. After the draw only where and when can change."""
        self.lock()
        require(self.organised_by(by), _("Only organisers can change this."))
        before, now = {name: getattr(self, name) for name in TERMS}, as_of or timezone.now()
        if before == before | terms:
            return False
        self.require_going_on(now)
        self._require_terms(before, before | terms, now)
        self.rows().update(**terms, sequence=self.sequence + 1)
        self.refresh_from_db(fields=[*terms, "sequence"])
        if self.starts_at != before["starts_at"]:
            self.plan_reminders(now)
        self.fill(as_of=now)
        return True

    def plan_reminders(self, as_of: datetime) -> None:
        """Of its first matches; a match with a time of its own has others."""
        self.reminders.filter(match=None).plan(self.starts_at, as_of, tournament=self, match=None)

    # Steps

    def lock(self) -> None:
        """The post first, as everybody does; then the tournament is read anew."""
        self.post.lock()
        post = self.post
        self.refresh_from_db()
        self.post = post

    def rows(self) -> models.QuerySet:
        return type(self)._base_manager.filter(pk=self.pk)

    def _require_terms(self, before: dict, terms: dict, as_of: datetime) -> None:
        if self.drawn_at is not None:
            if (before["entries_most"], before["closes_at"]) != (terms["entries_most"], terms["closes_at"]):
                raise ValidationError(_("The draw is made: only place and start can change."))
            return
        if terms["closes_at"] != before["closes_at"]:
            require_sense(terms | {"mode": self.mode}, as_of)
        else:
            require_sense(terms | {"mode": self.mode}, min(as_of, self.closes_at - timedelta(microseconds=1)))
        if terms["entries_most"] < self.entry_count:
            taken = _("%(count)d have entered already.") % {"count": self.entry_count}
            raise ValidationError({"entries_most": taken})

    def _require_open(self, as_of: datetime | None) -> None:
        if not self.takes_entries(as_of):
            raise ValidationError(_("Entries are closed."), "late")

    def _named(self, name: str, players: str, mine) -> dict[str, str]:
        """The columns of a team; nothing for single members. A name is a team's alone."""
        if not self.is_for_teams:
            return {"name": "", "players": ""}
        line = one_line(name)[:60]
        if not line:
            raise ValidationError({"name": _("Give your team a name.")})
        others = self.entries.entered().exclude(pk=mine and mine.pk)
        if others.filter(name__iexact=line).exists():
            raise ValidationError({"name": _("Another team has this name.")})
        return {"name": line, "players": one_line(players)[:200]}

    def _next_entry(self, by):
        self.last_number += 1
        self.rows().update(last_number=self.last_number)
        return self.entries.model(tournament=self, captain=by, number=self.last_number)

    def _take_out(self, entries, *, by, as_of: datetime) -> int:
        if self.ended_at is not None or self.cancelled_at is not None:
            return 0
        gone = self.entries.entered().filter(pk__in=entries)
        count = gone.update(withdrawn_at=as_of, withdrawn_by=by, line=None)
        if count and self.drawn_at is None:
            self.fill(as_of=as_of)
        elif count:
            self.settle(as_of=as_of)
        return count

    def fill(self, *, as_of: datetime) -> None:
        """Until the draw: gives free places to those in line and counts anew. Has what shows it drawn anew."""
        if self.drawn_at is None:
            self.entry_count = self.entries.standing().count()
            self.waiting = self.entries.in_line().count()
            self.move_up(self.entries.in_line().select_related("captain"), as_of)
            self.save(update_fields=["entry_count", "waiting", "last_in_line"])
        self.post.change()

    def seat(self, entry) -> None:
        self.entry_count += 1
        notices.promoted(self, entry)

    def send_away(self, entry, as_of: datetime) -> None:
        entry.withdrawn_at = as_of

    def end_waiting(self, as_of: datetime) -> None:
        """The draw is made: who is still in line plays another time."""
        if self.waiting:
            notices.left_out(self, as_of=as_of)
            self.entries.in_line().update(line=None, withdrawn_at=as_of)
            self.waiting = 0
            self.save(update_fields=["waiting"])
