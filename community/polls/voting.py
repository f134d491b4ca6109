"""Voting and closing. Every verb holds the post, so that the sums are right however many vote at once (law I7)."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.households import ByHousehold
from community.polls import notices
from community.transactions import all_or_nothing
from community.writing.written import require


class Votable(ByHousehold):
    class Meta:
        abstract = True

    # Questions

    def is_closed(self, as_of: datetime | None = None) -> bool:
        """By the server's clock."""
        return self.closes_at is not None and self.closes_at <= (as_of or timezone.now())

    def votable_by(self, member, as_of: datetime | None = None) -> bool:
        """Whoever may write in the group, while the poll is open and its post in sight."""
        return (
            self.opened_at is not None
            and not self.is_closed(as_of)
            and self.post.is_shown
            and self.post.writable_by(member)
        )

    def closable_by(self, member) -> bool:
        organises = self.post.author_id == member.pk or self.post.moderated_by(member)
        return organises and self.opened_at is not None

    def results_shown_to(self, member, as_of: datetime | None = None) -> bool:
        """After one's own vote, or when it is over; if the poll says so only then."""
        if self.is_closed(as_of):
            return True
        return not self.shows_at_end and self.votes.filter(member=member).exists()

    # Verbs

    @all_or_nothing
    def vote(self, *, by, options: Collection[int], as_of: datetime | None = None) -> None:
        """Votes for the options with these numbers, instead of what the member chose before.

        Raises PermissionDenied when it is over or not theirs, ValidationError for a choice that cannot be.
        """
        self.lock()
        require(self.opened_at is not None, _("Voting has not begun yet."))
        require(not self.is_closed(as_of), _("This poll is closed."))
        require(self.votable_by(by, as_of), _("Join the group to vote."))
        household = self.household_for(by)
        chosen = self._chosen(options, by)
        before = set(self.votes.filter(member=by).values_list("option_id", flat=True))
        if chosen == before:
            return
        self._take_back(by, before - chosen)
        self._give(by, chosen - before, household, as_of or timezone.now())
        self.rows().update(voter_count=F("voter_count") + (0 if before else 1))
        self.post.change()

    @all_or_nothing
    def close(self, *, by, as_of: datetime | None = None) -> bool:
        """Nobody votes any more, and everybody who did hears how it went; False when it was over."""
        self.lock()
        require(self.closable_by(by), _("Only its author or a moderator can close this."))
        now = as_of or timezone.now()
        if self.is_closed(now):
            return False
        self.closes_at, self.closed_by = now, by
        self.save(update_fields=["closes_at", "closed_by"])
        self.tell_the_end(as_of=now)
        return True

    @all_or_nothing
    def open_with(self, offered, *, closes_at: datetime, as_of: datetime) -> list:
        """What was brought can be voted on from now; returns the options in this order. `offered` are (words, picture,
        member who brought it)."""
        self.rows().update(opened_at=as_of, closes_at=closes_at)
        self.refresh_from_db(fields=["opened_at", "closes_at"])
        self.post.change()
        return self.offer(offered)

    @all_or_nothing
    def drop(self, option) -> None:
        """Takes an option out with the votes it has; who chose nothing else has not voted."""
        self.lock()
        option.delete()
        voters = self.votes.order_by().values("member").distinct().count()
        self.rows().update(voter_count=voters)
        self.post.change()

    @all_or_nothing
    def set_aside(self, option, *, as_of: datetime) -> None:
        """Takes an option out of sight; its votes wait with it, until it is put back or they choose another."""
        self._move(option, as_of)

    @all_or_nothing
    def put_back(self, option) -> None:
        """One can vote for it again, with the votes that it had."""
        self._move(option, None)

    @all_or_nothing
    def tell_the_end(self, *, as_of: datetime) -> bool:
        """Tells once that it is over; what shows it is drawn anew."""
        winner = self._winner()
        if not self.rows().filter(told_at__isnull=True).update(told_at=as_of, winner=winner):
            return False
        self.winner = winner
        notices.closed(self, as_of)
        self.post.change()
        return True

    # Steps

    def lock(self) -> None:
        """The post first, as everybody does; then the poll is read anew."""
        self.post.lock()
        post = self.post
        self.refresh_from_db()
        self.post = post

    def offer(self, offered) -> list:
        """Puts these behind what is offered already; returns the options."""
        last = self.options.aggregate(last=Max("position"))["last"]
        first = 0 if last is None else last + 1
        return self.options.bulk_create(
            self.options.model(poll=self, position=position, text=text, upload=upload, by=by)
            for position, (text, upload, by) in enumerate(offered, first)
        )

    def _move(self, option, set_aside_at: datetime | None) -> None:
        """What shows it is drawn anew; when it was over, who has won is asked again."""
        self.lock()
        self.options.filter(pk=option.pk).update(set_aside_at=set_aside_at)
        if self.told_at:
            self.rows().update(winner=self._winner())
        self.post.change()

    def rows(self) -> models.QuerySet:
        return type(self)._base_manager.filter(pk=self.pk)

    def _winner(self):
        """The option with the most votes; None in a tie and without votes."""
        offered = self.options.filter(set_aside_at__isnull=True).order_by("-vote_count", "position")
        first, second = [*offered[:2], None, None][:2]
        leads = first is not None and first.vote_count > (second.vote_count if second else 0)
        return first if leads else None

    def _chosen(self, options: Collection[int], by) -> set[int]:
        offered = self.options.filter(pk__in=options, set_aside_at__isnull=True)
        found = dict(offered.values_list("pk", "by_id"))
        chosen = set(found)
        if not chosen:
            raise ValidationError(_("Choose an option first."))
        if by.pk in found.values():
            raise ValidationError(_("You cannot vote for your own picture."))
        if len(chosen) > 1 and not self.is_several:
            raise ValidationError(_("Choose one option only."))
        return chosen

    def _take_back(self, by, options: set[int]) -> None:
        self.votes.filter(member=by, option__in=options).delete()
        self.options.filter(pk__in=options).update(vote_count=F("vote_count") - 1)

    def _give(self, by, options: set[int], household: str, as_of: datetime) -> None:
        vote = partial(
            self.votes.model,
            poll=self,
            member=by,
            household=household,
            is_only=not self.is_several,
            created_at=as_of,
        )
        self.votes.bulk_create(vote(option_id=option) for option in sorted(options))
        self.options.filter(pk__in=options).update(vote_count=F("vote_count") + 1)
