"""Entering and withdrawing. Every verb holds the post, so that no place is given twice however many come at once."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

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
        return self.drawn_at is None and (as_of or timezone.now()) < self.closes_at

    @property
    def is_full(self) -> bool:
        return self.entry_count >= self.entries_most

    def enterable_by(self, member) -> bool:
        return self.post.is_shown and self.post.writable_by(member)

    def organised_by(self, member) -> bool:
        """Its author and whoever keeps order in the group."""
        return self.post.author_id == member.pk or self.post.moderated_by(member)

    def entry_of(self, member):
        """The member's entry that stands, or None."""
        return self.entries.standing().filter(captain=member).first()

    # Verbs

    @all_or_nothing
    def enter(self, *, by, name: str = "", players: str = "", as_of: datetime | None = None):
        """Returns the member's entry; a team is named, and who enters it is its captain. Called again it names the
        team anew.

        Raises PermissionDenied where one cannot enter, ValidationError when it is closed or full or the name is taken.
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
        if not stands and self.is_full:
            raise ValidationError(_("All places are taken."), "full")
        mine = mine or self._next_entry(by)
        mine.withdrawn_at = mine.withdrawn_by = None
        for column, value in words.items():
            setattr(mine, column, value)
        mine.save()
        self._count()
        return mine

    @all_or_nothing
    def withdraw(self, entry, *, by, as_of: datetime | None = None) -> bool:
        """Takes an entry out: one's own, or any for its organisers. After the draw who would have played them goes
        on. False when it was out already, or everything is over."""
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

    @all_or_nothing
    def change(self, *, by, as_of: datetime | None = None, **terms) -> bool:
        """Writes the terms; False when nothing is different. After the draw only where and when can change."""
        self.lock()
        require(self.organised_by(by), _("Only organisers can change this."))
        before = {name: getattr(self, name) for name in TERMS}
        if before == before | terms:
            return False
        self._require_terms(before, before | terms, as_of or timezone.now())
        self.rows().update(**terms)
        self.post.change()
        return True

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
        others = self.entries.standing().exclude(pk=mine and mine.pk)
        if others.filter(name__iexact=line).exists():
            raise ValidationError({"name": _("Another team has this name.")})
        return {"name": line, "players": one_line(players)[:200]}

    def _next_entry(self, by):
        self.last_number += 1
        self.rows().update(last_number=self.last_number)
        return self.entries.model(tournament=self, captain=by, number=self.last_number)

    def _take_out(self, entries, *, by, as_of: datetime) -> int:
        if self.ended_at is not None:
            return 0
        gone = self.entries.standing().filter(pk__in=entries)
        count = gone.update(withdrawn_at=as_of, withdrawn_by=by)
        if count and self.drawn_at is None:
            self._count()
        elif count:
            self.settle(as_of=as_of)
        return count

    def _count(self) -> None:
        """Counts anew who is in, and has what shows it drawn anew."""
        self.rows().update(entry_count=self.entries.standing().count())
        self.refresh_from_db(fields=["entry_count"])
        self.post.change()
