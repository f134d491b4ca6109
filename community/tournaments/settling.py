"""What follows from what is known: who goes on, who plays whom next, and when it is over. Told again it is the same."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from community.tournaments import notices
from community.tournaments.standings import Outcome, table

COLUMNS = ("home", "away", "winner", "how", "decided_at", "disputed_at")


class Settling(models.Model):
    class Meta:
        abstract = True

    def settle(self, *, as_of: datetime, is_draw: bool = False) -> None:
        """Carries winners on, gives free rounds and walkovers, and has the pages drawn anew.

        Raises ValidationError when a match that was played already would get other players.
        """
        matches = list(self.matches.select_related("home", "away").order_by("round", "position"))
        before = {match.pk: state_of(match) for match in matches}
        by_place = {(match.round, match.position): match for match in matches}
        for match in matches:
            if self.mode == self.Mode.KNOCKOUT and match.round > 1:
                feed(match, by_place)
            derive(match, as_of)
        changed = [match for match in matches if state_of(match) != before[match.pk]]
        require_same_players(changed, before)
        self._forget_claims(changed, as_of)
        self.matches.bulk_update(changed, COLUMNS)
        self._end(matches, as_of)
        self.post.change()
        if not is_draw:
            new = [match for match in changed if is_new(match, before[match.pk])]
            notices.next_ones(self, new, as_of=as_of)

    def _forget_claims(self, changed: list, as_of: datetime) -> None:
        """What was said of other players, or of what needs no playing any more, counts for nothing."""
        for match in changed:
            match.disputed_at = None
            match.statements.open().update(superseded_at=as_of)

    def _end(self, matches: list, as_of: datetime) -> None:
        """Over when every match is decided; a correction may open it again."""
        is_over = all(match.how for match in matches)
        winner = self._winner(matches) if is_over else None
        was, self.champion = self.champion_id, winner
        self.ended_at = (self.ended_at or as_of) if is_over else None
        self.save(update_fields=["champion", "ended_at"])
        if winner and winner.pk != was:
            notices.ended(self, as_of=as_of)

    def _winner(self, matches: list):
        if self.mode == self.Mode.KNOCKOUT:
            return matches[-1].winner
        entries = {entry.pk: entry for entry in self.entries.drawn()}
        lines = table(list(entries), outcomes_of(matches))
        return next((entries[line.entry] for line in lines if entries[line.entry].withdrawn_at is None), None)


def feed(match, by_place: dict) -> None:
    """Whoever won the two matches before; nobody while one of them is open."""
    feeders = [by_place[match.round - 1, match.position * 2 + side] for side in (0, 1)]
    match.home, match.away = (feeder.winner for feeder in feeders)
    match.waits = any(not feeder.how for feeder in feeders)


def derive(match, as_of: datetime) -> None:
    """What needs no playing: a free round, a walkover when somebody has withdrawn, or nobody at all."""
    if match.is_declared:
        return
    sides = [side for side in (match.home, match.away) if side is not None]
    there = [side for side in sides if side.withdrawn_at is None]
    if getattr(match, "waits", False) or len(there) == 2:
        end(match, "", None, None)
    elif len(sides) == 1 and (there or match.round == 1):
        end(match, match.How.FREE, sides[0], as_of)
    elif there:
        end(match, match.How.LEFT, there[0], as_of)
    else:
        end(match, match.How.NOBODY, None, as_of)


def end(match, how: str, winner, as_of: datetime | None) -> None:
    if (match.how, match.winner) == (how, winner):
        return
    match.how, match.winner, match.decided_at = how, winner, as_of


def state_of(match) -> tuple:
    return match.home_id, match.away_id, match.winner_id, match.how


def require_same_players(changed: Iterable, before: dict) -> None:
    for match in changed:
        if match.is_declared and (match.home_id, match.away_id) != before[match.pk][:2]:
            raise ValidationError(_("The next match was played already. Open that one again first."))


def is_new(match, before: tuple) -> bool:
    """Whether two have just come to know that they play each other."""
    return not match.how and None not in (match.home_id, match.away_id) and state_of(match)[:2] != before[:2]


def outcomes_of(matches: Iterable) -> list[Outcome]:
    """What is over in a league, for its table; a match to which neither side came counts for nobody."""
    return [
        Outcome(match.home_id, match.away_id, match.winner_id, match.home_score, match.away_score)
        for match in matches
        if match.how and match.how != match.How.NOBODY
    ]
