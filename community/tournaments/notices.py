"""Who is told of a tournament: its players of the draw, their next match and results; its organisers of disputes."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    tournaments: dict[str, Any] = {
        "model": "community.Tournament", "related": ("post__group__centre", "champion__captain"), "excerpt": _words,
        "place": _post,
    }  # fmt: skip
    matches: dict[str, Any] = {
        "model": "community.Match",
        "related": ("tournament__post__group__centre", "home__captain", "away__captain", "winner__captain"),
        "thread": _headline,
        "place": _post_of_match,
    }
    kinds.register("tournaments.drawn", icon="trophy", **tournaments)
    kinds.register("tournaments.ended", icon="trophy", **tournaments)
    kinds.register("tournaments.promoted", icon="ticket", **tournaments)
    kinds.register("tournaments.left_out", icon="hourglass", **tournaments)
    kinds.register("tournaments.cancelled", icon="ban", **tournaments)
    kinds.register("tournaments.reminder", icon="bell", is_held=False, ends=_start, **tournaments)
    kinds.register("tournaments.fixture", icon="bell", is_held=False, ends=_start, **matches)
    kinds.register("tournaments.planned", icon="calendar-clock", **matches)
    kinds.register("tournaments.next", icon="calendar-clock", **matches)
    kinds.register("tournaments.claimed", icon="circle-help", **matches)
    kinds.register("tournaments.result", icon="circle-check", **matches)
    kinds.register("tournaments.disputed", icon="scale", **matches)
    kinds.register("tournaments.gone", model="community.Group", icon="trophy")


def drawn(tournament, *, by, as_of: datetime) -> None:
    circle = _captains(tournament.entries.drawn())
    _tell(tournament, circle, "tournaments.drawn", tournament, actor=by, as_of=as_of)


def promoted(tournament, entry) -> None:
    once = f"tournaments.promoted:{tournament.pk}:{entry.pk}:{entry.promoted_at.isoformat()}"
    _tell(
        tournament, [entry.captain_id], "tournaments.promoted", tournament, once=once, as_of=entry.promoted_at
    )


def left_out(tournament, *, as_of: datetime) -> None:
    """Who was still in line when the draw was made."""
    circle = _captains(tournament.entries.in_line())
    _tell(tournament, circle, "tournaments.left_out", tournament, as_of=as_of)


def cancelled(tournament, *, by) -> None:
    """Everybody entered, those in line too."""
    circle = _captains(tournament.entries.entered())
    _tell(tournament, circle, "tournaments.cancelled", tournament, actor=by, as_of=tournament.cancelled_at)


def reminded(tournament, stage: str, *, as_of: datetime) -> None:
    """Who plays from the start; of a match with a time of its own its players are reminded apart."""
    once = f"tournaments.reminder:{tournament.pk}:{stage}:{tournament.starts_at.timestamp():.0f}"
    timed = tournament.matches.filter(starts_at__isnull=False)
    later = set(timed.values_list("home__captain_id", flat=True)) | set(
        timed.values_list("away__captain_id", flat=True)
    )
    circle = set(_captains(tournament.entries.standing())) - later
    _tell(tournament, circle, "tournaments.reminder", tournament, once=once, as_of=as_of)


def fixture(match, stage: str, *, as_of: datetime) -> None:
    once = f"tournaments.fixture:{match.pk}:{stage}:{match.starts_at.timestamp():.0f}"
    _tell(match.tournament, _players(match), "tournaments.fixture", match, once=once, as_of=as_of)


def planned(match, *, by, as_of: datetime) -> None:
    """The others of the match."""
    once = f"tournaments.planned:{match.pk}:{as_of.timestamp():.0f}"
    _tell(match.tournament, _players(match), "tournaments.planned", match, actor=by, once=once, as_of=as_of)


def next_ones(tournament, matches: list, *, as_of: datetime) -> None:
    """Each pair that has just come to know of each other."""
    for match in matches:
        once = f"tournaments.next:{match.pk}:{match.home_id}:{match.away_id}"
        _tell(tournament, _players(match), "tournaments.next", match, once=once, as_of=as_of)


def claimed(match, *, by, as_of: datetime) -> None:
    """The other one is asked whether it was so."""
    once = f"tournaments.claimed:{match.pk}:{match.statements.count()}"
    _tell(match.tournament, _players(match), "tournaments.claimed", match, actor=by, once=once, as_of=as_of)


def disputed(match, *, by, as_of: datetime) -> None:
    tournament = match.tournament
    organisers = {tournament.post.author_id, *tournament.post.group.keepers().values_list("pk", flat=True)}
    once = f"tournaments.disputed:{match.pk}:{match.statements.count()}"
    _tell(tournament, organisers, "tournaments.disputed", match, actor=by, once=once, as_of=as_of)


def result(match, *, actor, as_of: datetime) -> None:
    once = f"tournaments.result:{match.pk}:{match.statements.count()}"
    circle = _players(match)
    _tell(match.tournament, circle, "tournaments.result", match, actor=actor, once=once, as_of=as_of)


def ended(tournament, *, as_of: datetime) -> None:
    once = f"tournaments.ended:{tournament.pk}:{tournament.champion_id}"
    circle = _captains(tournament.entries.drawn())
    _tell(tournament, circle, "tournaments.ended", tournament, once=once, as_of=as_of)


def gone(tournament, *, by) -> None:
    """Its post is being deleted: the notice names the group."""
    circle = _captains(tournament.entries.entered())
    once = f"tournaments.gone:{tournament.pk}"
    _tell(tournament, circle, "tournaments.gone", tournament.post.group, actor=by, once=once)


def _tell(tournament, circle, kind: str, subject, **how) -> None:
    """Those of the circle who may still read it."""
    seeing = readers(tournament.post.group).filter(pk__in=[pk for pk in circle if pk])
    people = get_user_model().objects.active().filter(pk__in=seeing.values("pk"))
    Notification.objects.tell(people, kind=kind, subject=subject, **how)


def _captains(entries) -> list[int]:
    return list(entries.values_list("captain_id", flat=True))


def _players(match) -> list[int | None]:
    return [side.captain_id for side in (match.home, match.away) if side]


def _start(what) -> datetime | None:
    return what.starts_at


def _post(tournament) -> object:
    return "community.Post", tournament.pk


def _post_of_match(match) -> object:
    return "community.Post", match.tournament_id


def _headline(match) -> str:
    return match.tournament.post.headline


def _words(tournament) -> str:
    return plain(tournament.post.body, 120)
