"""Results: said by both players and agreed, or decided by an organiser; corrected in the open, with what was before."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.tournaments import notices
from community.transactions import all_or_nothing
from community.writing.written import one_line, require

HIGHEST = 999
HOME, AWAY, ORGANISER = "home", "away", "organiser"


class Playable(models.Model):
    class Meta:
        abstract = True

    # Questions

    @property
    def is_declared(self) -> bool:
        """Somebody said how it ended; what follows by itself may change again."""
        return self.how in (self.How.PLAYED, self.How.WALKOVER)

    @property
    def is_ready(self) -> bool:
        """Both players are known, and it is neither over nor called off."""
        return (
            not self.how
            and self.tournament.cancelled_at is None
            and self.home_id is not None
            and self.away_id is not None
        )

    @property
    def score(self) -> str:
        """ "3–1", or nothing when it was not played."""
        return "" if self.home_score is None else f"{self.home_score}–{self.away_score}"

    def side_of(self, member) -> str:
        """ "home" or "away" for its captains, nothing for anybody else."""
        for side, entry in ((HOME, self.home), (AWAY, self.away)):
            if entry and entry.captain_id == member.pk and entry.withdrawn_at is None:
                return side
        return ""

    def reportable_by(self, member) -> bool:
        return self.is_ready and bool(self.side_of(member)) and self.tournament.enterable_by(member)

    def plannable_by(self, member) -> bool:
        """Its two players agree on a time, or an organiser sets one."""
        return self.tournament.organised_by(member) or (
            bool(self.side_of(member)) and self.tournament.enterable_by(member)
        )

    # Verbs

    @all_or_nothing
    def plan(self, *, by, starts_at: datetime | None, as_of: datetime | None = None) -> bool:
        """When it is played; None takes the time away. The others of the match hear of it. False when it is so already.

        Raises PermissionDenied for anybody else, ValidationError for a moment that has passed and for what is decided.
        """
        self.lock()
        require(self.plannable_by(by), _("Only who plays here can do this."))
        if self.starts_at == starts_at:
            return False
        now = as_of or timezone.now()
        self.tournament.require_going_on(now)
        if self.how:
            raise ValidationError({"starts_at": _("This match is decided.")})
        if starts_at and starts_at <= now:
            raise ValidationError({"starts_at": _("That moment has passed.")})
        self.starts_at = starts_at
        self.save(update_fields=["starts_at"])
        self.reminders.plan(starts_at, now, tournament=self.tournament, match=self)
        self.tournament.rows().update(sequence=models.F("sequence") + 1)
        self.tournament.post.change()
        notices.planned(self, by=by, as_of=now)
        return True

    @all_or_nothing
    def report(self, *, by, home_score: int, away_score: int, as_of: datetime | None = None) -> bool:
        """What one of the two says. When the other says the same it is decided, when something else an organiser
        decides. Returns whether it is decided now.

        Raises PermissionDenied for anybody else, ValidationError for a result that cannot be or comes too late.
        """
        self.lock()
        side = self.side_of(by)
        require(bool(side) and self.tournament.enterable_by(by), _("Only who plays here can do this."))
        if not self.is_ready:
            raise ValidationError(_("This match is not open for results."), "late")
        self._require_possible(home_score, away_score)
        said = {claim.voice: (claim.home_score, claim.away_score) for claim in self.statements.open()}
        if said.get(side) == (home_score, away_score):
            return False
        now = as_of or timezone.now()
        self._say(side, by, now, home_score=home_score, away_score=away_score)
        other = said.get(AWAY if side == HOME else HOME)
        if other == (home_score, away_score):
            self._decide_played(home_score, away_score, now)
            notices.result(self, actor=by, as_of=now)
            return True
        self._wait(other is not None, by, now)
        return False

    @all_or_nothing
    def decide(
        self, *, by, outcome: str = "played", home_score: int | None = None, away_score: int | None = None,
        reason: str = "", as_of: datetime | None = None,
    ) -> bool:  # fmt: skip
        """An organiser's word, also over an earlier one: "played" with the score, or "home" or "away" for who goes on
        without playing. False when it is so already.

        Raises ValidationError for what cannot be, and when the next match was played already.
        """
        self.lock()
        require(self.tournament.organised_by(by), _("Only organisers can decide this."))
        self._require_two()
        now = as_of or timezone.now()
        self._require_standing()
        if outcome == "played":
            self._require_possible(home_score, away_score)
            if (self.how, self.home_score, self.away_score) == (self.How.PLAYED, home_score, away_score):
                return False
            self._say(ORGANISER, by, now, home_score=home_score, away_score=away_score, reason=reason)
            self._decide_played(home_score, away_score, now)
        else:
            winner = {HOME: self.home, AWAY: self.away}[outcome]
            if (self.how, self.winner_id) == (self.How.WALKOVER, winner.pk):
                return False
            self._say(ORGANISER, by, now, winner=winner, reason=reason)
            self._close(self.How.WALKOVER, winner, None, None, now)
        notices.result(self, actor=by, as_of=now)
        return True

    @all_or_nothing
    def reopen(self, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Takes the result back, so that it can be played or said again; False when there was none.

        Raises ValidationError when the next match was played already.
        """
        self.lock()
        require(self.tournament.organised_by(by), _("Only organisers can decide this."))
        if not self.is_declared:
            return False
        now = as_of or timezone.now()
        self._require_standing()
        self._say(ORGANISER, by, now, reason=reason)
        self._close("", None, None, None, now)
        return True

    # Steps

    def lock(self) -> None:
        """The tournament's post first; then the match is read anew."""
        self.tournament.lock()
        tournament = self.tournament
        self.refresh_from_db()
        self.tournament = tournament

    def _require_standing(self) -> None:
        """An organiser corrects what was played to its end, and nothing of what was called off."""
        if self.tournament.cancelled_at is not None:
            raise ValidationError(_("It was called off."))

    def _require_two(self) -> None:
        if self.home_id is None or self.away_id is None:
            raise ValidationError(_("Nobody plays here yet."))
        if self.how in (self.How.LEFT, self.How.NOBODY):
            raise ValidationError(_("One of the two has withdrawn: there is nothing to play."))

    def _require_possible(self, home_score: int | None, away_score: int | None) -> None:
        for name, score in (("home_score", home_score), ("away_score", away_score)):
            if score is None or not 0 <= score <= HIGHEST:
                raise ValidationError({name: _("A number from 0 to %(most)d.") % {"most": HIGHEST}})
        if home_score == away_score and self.tournament.mode == self.tournament.Mode.KNOCKOUT:
            level = _("Somebody has to go through: count extra time and penalties in.")
            raise ValidationError({"away_score": level})

    def _say(self, voice: str, by, as_of: datetime, *, reason: str = "", **what) -> None:
        """Adds a line to the history. What was said before stays in it."""
        mine = self.statements.open()
        if voice != ORGANISER:
            mine = mine.filter(voice=voice)
        mine.update(superseded_at=as_of)
        over = as_of if voice == ORGANISER else None
        line = one_line(reason)[:200]
        self.statements.create(voice=voice, by=by, said_at=as_of, superseded_at=over, reason=line, **what)

    def _wait(self, is_disputed: bool, by, as_of: datetime) -> None:
        """For the other one, or for an organiser when the two do not agree."""
        self.disputed_at = as_of if is_disputed else None
        self.save(update_fields=["disputed_at"])
        self.tournament.post.change()
        (notices.disputed if is_disputed else notices.claimed)(self, by=by, as_of=as_of)

    def _decide_played(self, home_score: int, away_score: int, as_of: datetime) -> None:
        winner = None
        if home_score != away_score:
            winner = self.home if home_score > away_score else self.away
        self._close(self.How.PLAYED, winner, home_score, away_score, as_of)

    def _close(self, how: str, winner, home_score, away_score, as_of: datetime) -> None:
        self.how, self.winner, self.disputed_at = how, winner, None
        self.home_score, self.away_score = home_score, away_score
        self.decided_at = as_of if how else None
        self.save()
        self.statements.open().update(superseded_at=as_of)
        self.tournament.settle(as_of=as_of)
        self.refresh_from_db(fields=["how", "winner", "decided_at"])
