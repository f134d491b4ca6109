"""Tournaments for other calendars: the first matches of one or of all that a member may see, and their own matches."""

from datetime import datetime

import icalendar
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.calendars.dates import ICS, begun, written
from community.rendering.markdown import plain
from community.tournaments.models import Entry, Match, Tournament
from community.tournaments.views import seen

MOST = 100


@require_safe
def one(request, pk):
    tournament = seen(request, pk)
    if tournament.starts_at is None:
        raise Http404
    made = written(entries_of([tournament], request.user, timezone.now()))
    answer = HttpResponse(made, content_type=ICS)
    answer["Content-Disposition"] = f'attachment; filename="tournament-{pk}.ics"'
    return answer


def matches_of(member, start: datetime, end: datetime, now: datetime) -> list[icalendar.Event]:
    """Those of the member's own that have a time."""
    mine = Match.objects.visible_to(member).played_by(member).filter(starts_at__gte=start, starts_at__lt=end)
    shown = mine.with_players().select_related("tournament__post", "home__captain", "away__captain")
    return [match_entry(match, now) for match in shown.order_by("starts_at", "pk")[:MOST]]


def match_entry(match: Match, now: datetime) -> icalendar.Event:
    cup = match.tournament
    return begun(
        "match", match, now, title=str(match), comes=True, place=cup.place, lines=[cup.post.headline],
        sequence=cup.sequence, is_off=cup.cancelled_at is not None,
    )  # fmt: skip


def tournaments_of(member, start: datetime, end: datetime, now: datetime) -> list[icalendar.Event]:
    """Those of the member's groups, and those they play in elsewhere."""
    seen = Tournament.objects.visible_to(member).of_groups_of(member)
    return entries_of(list(seen.within(start, end).select_related("post")[:MOST]), member, now)


def entries_of(tournaments, member, now: datetime) -> list[icalendar.Event]:
    playing = set(
        Entry.objects.standing()
        .filter(captain_id=member.pk, tournament__in=[one.pk for one in tournaments])
        .values_list("tournament_id", flat=True)
    )
    return [entry(one, one.pk in playing, now) for one in tournaments]


def entry(tournament: Tournament, plays: bool, now: datetime) -> icalendar.Event:
    lines = [_("You play in it.") if plays else "", plain(tournament.post.body, 600)]
    return begun(
        "tournament", tournament, now, title=tournament.post.headline, comes=plays, place=tournament.place, lines=lines,
        sequence=tournament.sequence, is_off=tournament.cancelled_at is not None,
    )  # fmt: skip
