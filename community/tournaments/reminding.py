"""The sweep: players are reminded of the first matches, and of each match with a time of its own, each stage once."""

from datetime import datetime

from community.gatherings.reminders import sweep
from community.tournaments import notices
from community.tournaments.models import FixtureReminder


def remind_due(as_of: datetime) -> int:
    """Returns how many reminders were dealt with. Two sweeps at once never take the same."""
    rows = FixtureReminder.objects.select_related(
        "tournament__post__group", "match__home", "match__away", "match__tournament__post__group"
    )
    return sweep(rows, as_of, holding="tournament__post", remind=_remind)


def _remind(reminder, as_of: datetime) -> None:
    """Nobody is reminded of what was called off, is decided, or has begun or nearly so."""
    tournament, match = reminder.tournament, reminder.match
    what = match or tournament
    if not tournament.post.is_shown or reminder.is_overtaken(what.starts_at, as_of):
        return
    if match is None and tournament.phase(as_of) in ("open", "closed", "running"):
        notices.reminded(tournament, reminder.stage, as_of=as_of)
    elif match is not None and match.is_ready:
        notices.fixture(match, reminder.stage, as_of=as_of)
