"""The draw: a seed that is made when entries are closed, published with its order, and the matches that follow."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.tournaments import notices
from community.tournaments.announcing import FEWEST
from community.tournaments.lots import first_round, lots, rounds_of_league
from community.transactions import all_or_nothing
from community.writing.written import require


class Drawable(models.Model):
    class Meta:
        abstract = True

    # Verbs

    @all_or_nothing
    def draw(self, *, by, seed: str = "", as_of: datetime | None = None) -> bool:
        """Gives each entry its lot and sets up the matches; False when it was done. It is done once: nobody draws until
        they like it. The seed is made now, when nobody can enter any more; give one only to repeat a draw.

        Raises ValidationError while entries are open, or when fewer than two stand.
        """
        self.lock()
        require(self.organised_by(by), _("Only organisers can draw."))
        if self.drawn_at is not None:
            return False
        now = as_of or timezone.now()
        self.require_going_on(now)
        entries = {entry.number: entry for entry in self.entries.standing()}
        self._require_drawable(len(entries), now)
        self.seed, self.drawn_at, self.drawn_by = seed or secrets.token_hex(16), now, by
        self.save(update_fields=["seed", "drawn_at", "drawn_by"])
        in_order = [entries[number] for number in lots(self.seed, entries)]
        for lot, entry in enumerate(in_order, 1):
            entry.lot = lot
        self.entries.bulk_update(in_order, ["lot"])
        self.matches.bulk_create(self._matches(in_order))
        self.end_waiting(now)
        self.settle(as_of=now, is_draw=True)
        notices.drawn(self, by=by, as_of=now)
        return True

    # Steps

    def _require_drawable(self, count: int, as_of: datetime) -> None:
        if self.takes_entries(as_of) and not self.is_full:
            raise ValidationError(_("Entries are still open. Close them first."))
        if count < FEWEST:
            raise ValidationError(_("Two entries are needed at least."))

    def _matches(self, in_order: list) -> list:
        """In a knockout the later rounds stand there empty; their players come as they win."""
        if self.mode == self.Mode.LEAGUE:
            return [
                self._match(number, position, in_order[home - 1], in_order[away - 1])
                for number, pairs in enumerate(rounds_of_league(len(in_order)), 1)
                for position, (home, away) in enumerate(pairs)
            ]
        first = first_round(len(in_order))
        found = [
            self._match(1, position, in_order[home - 1], in_order[away - 1] if away else None)
            for position, (home, away) in enumerate(first)
        ]
        number, left = 1, len(first)
        while left > 1:
            number, left = number + 1, left // 2
            found += [self._match(number, position, None, None) for position in range(left)]
        return found

    def _match(self, number: int, position: int, home, away):
        return self.matches.model(tournament=self, round=number, position=position, home=home, away=away)
