"""Handing in, taking back, and the moment when voting opens. Every verb holds the post."""

import random
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.contests import notices
from community.polls.asking import FEWEST
from community.silences.models import require_voice
from community.transactions import all_or_nothing
from community.trust.levels import require_text
from community.wordrules.models import WordRule
from community.writing.written import one_line, require

MOST = 60  # pictures on one ballot
LOTS = random.SystemRandom()


class Gathering(models.Model):
    class Meta:
        abstract = True

    # Questions

    @property
    def post(self):
        return self.poll.post

    def takes_entries(self, as_of: datetime | None = None) -> bool:
        """Until it closes, by the server's clock."""
        return self.gathered_at is None and (as_of or timezone.now()) < self.entries_until

    def phase(self, as_of: datetime | None = None) -> str:
        """In one word how far it is: open, closed (voting opens any moment), voting, over, or empty (too few came)."""
        if self.gathered_at is None:
            return "open" if self.takes_entries(as_of) else "closed"
        if self.poll.opened_at is None:
            return "empty"
        return "over" if self.poll.is_closed(as_of) else "voting"

    def enterable_by(self, member) -> bool:
        return self.post.is_shown and self.post.writable_by(member)

    def organised_by(self, member) -> bool:
        """Its author and whoever keeps order in the group."""
        return self.post.author_id == member.pk or self.post.moderated_by(member)

    def entry_of(self, member):
        """The member's picture that stands, or None."""
        return self.entries.standing().filter(member=member).first()

    # Verbs

    @all_or_nothing
    def hand_in(self, *, by, upload=None, caption: str = "", as_of: datetime | None = None):
        """Returns the member's one entry; another picture takes the place of the first; without one the words change.
        Whose picture was taken out hands in another: a decision is about a picture, pauses are about people.

        Raises PermissionDenied where one cannot take part, ValidationError when it is too late or something is wrong.
        """
        self.lock()
        require(self.enterable_by(by), _("Join the group to take part."))
        require_voice(by, self.post.group)
        if not self.takes_entries(as_of):
            raise ValidationError(_("Pictures are not taken any more."), "late")
        mine = self.entry_of(by) or self.entries.filter(member=by, hidden_at__isnull=True).first()
        stands = mine is not None and mine.removed_at is None
        self._require_room(upload, stands)
        line = self._words(by, caption)
        before = mine.upload if stands else None
        mine = mine or self.entries.model(contest=self, member=by)
        mine.put(upload or before, line, as_of or timezone.now())
        self.count()
        if before and before != mine.upload:
            before.remove()
        return mine

    @all_or_nothing
    def take_back(self, entry, *, by, as_of: datetime | None = None) -> bool:
        """One's own, at any time before the end; its votes are gone with it. False when it was out already. What
        others handed in goes out of sight by a decision with its reasons alone (L-30)."""
        self.lock()
        require(entry.member_id == by.pk, _("Only who made it can take it back."))
        entry.refresh_from_db()
        if not entry.is_shown:
            return False
        if self.phase(as_of) in ("over", "empty"):
            raise ValidationError(_("The contest is over."), "late")
        self.leave(entry, as_of or timezone.now())
        return True

    @all_or_nothing
    def gather(self, *, as_of: datetime) -> bool:
        """Handing in is over: the pictures go on the ballot in an order made by chance, or, when there is nothing to
        choose from, it ends. False when that was done. A house that slept through the vote gives it its full length."""
        self.lock()
        if self.gathered_at is not None:
            return False
        self.gathered_at = as_of
        self.save(update_fields=["gathered_at"])
        entries = list(self.entries.ready().select_related("upload", "member"))
        if len(entries) < FEWEST:
            self._end_without_vote(as_of)
            return True
        LOTS.shuffle(entries)
        late = as_of >= self.poll.closes_at
        closes_at = as_of + (self.poll.closes_at - self.entries_until) if late else self.poll.closes_at
        offered = [(entry.caption, entry.upload, entry.member) for entry in entries]
        for entry, option in zip(
            entries, self.poll.open_with(offered, closes_at=closes_at, as_of=as_of), strict=True
        ):
            entry.option = option
        self.entries.bulk_update(entries, ["option"])
        notices.opened(self, as_of=as_of)
        return True

    @all_or_nothing
    def release(self, member, *, as_of: datetime) -> None:
        """Takes out the picture of whoever has left the house, as long as it is not over."""
        self.lock()
        entry = self.entry_of(member)
        if entry and self.phase(as_of) not in ("over", "empty"):
            self.leave(entry, as_of)

    # Steps

    def lock(self) -> None:
        """The post first, as everybody does; then poll and contest are read anew."""
        self.poll.lock()
        poll = self.poll
        self.refresh_from_db()
        self.poll = poll

    def _end_without_vote(self, as_of: datetime) -> None:
        self.poll.rows().update(closes_at=as_of, told_at=as_of)
        notices.too_few(self, as_of=as_of)
        self.post.change()

    def _require_room(self, upload, stands: bool) -> None:
        if upload is None and not stands:
            raise ValidationError({"picture": _("Choose a picture first.")})
        if not stands and self.entry_count >= MOST:
            raise ValidationError(_("There are as many pictures as a contest can hold."), "full")

    def _words(self, by, caption: str) -> str:
        """The line below the picture; rules for words are asked as of any text."""
        line = one_line(caption)[:140]
        require_text(by, line, 1)
        WordRule.objects.judge(line, self.post.group)
        return line

    def leave(self, entry, as_of: datetime) -> None:
        upload, option = entry.upload, entry.option
        entry.removed_at = as_of
        entry.upload = entry.option = None
        entry.caption = ""
        entry.save()
        if option:
            self.poll.drop(option)
        if upload:
            upload.remove()
        self.count()

    def count(self) -> None:
        """Counts anew how many are in, and has what shows it drawn anew."""
        self.entry_count = self.entries.standing().count()
        self.save(update_fields=["entry_count"])
        self.post.change()
