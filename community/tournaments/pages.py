"""What the pages of tournaments show."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community import keyset
from community.tournaments.forms import DecisionForm, EntryForm, PlanForm, ReportForm
from community.tournaments.models import Entry, Match, Tournament
from community.tournaments.picture import bracket_of
from community.tournaments.settling import outcomes_of
from community.tournaments.showing import with_own
from community.tournaments.standings import table

SIZE = 30
FILTERS = (("", gettext_lazy("Going on")), ("mine", gettext_lazy("Mine")), ("over", gettext_lazy("Over")))
SHOWN = ("post__group__centre", "champion__captain")


def index_of(member, asked) -> dict:
    """A page of the list, the newest first."""
    show = asked.get("show", "") if asked.get("show", "") in dict(FILTERS) else ""
    found = with_own(among(member, show), member).select_related(*SHOWN).order_by("-pk")
    if (after := keyset.number(asked.get("after"))) is not None:
        found = found.filter(pk__lt=after)
    rows, has_more = keyset.cut(found, SIZE)
    extra = f"show={show}&" if show else ""
    return {
        "lines": [{"tournament": one, "phase": one.phase()} for one in rows],
        "next": f"?{extra}after={rows[-1].pk}" if has_more else "",
        "show": show,
        "filters": FILTERS,
    }


def among(member, show: str):
    seen = Tournament.objects.visible_to(member).filter(post__deleted_at__isnull=True)
    if show == "mine":
        return seen.entered_by(member)
    return seen.over() if show == "over" else seen.going_on()


def page_of(tournament: Tournament, member, form: EntryForm | None = None) -> dict:
    """One tournament: its terms, its players, its matches, and what its reader may do."""
    entries = {entry.pk: entry for entry in tournament.entries.with_people()}
    matches = matches_of(tournament, entries)
    mine = next(
        (one for one in entries.values() if one.captain_id == member.pk and not one.withdrawn_at), None
    )
    phase = tournament.phase()
    in_line = sorted((one for one in entries.values() if one.line), key=lambda one: one.line or 0)
    return {
        "tournament": tournament,
        "post": tournament.post,
        "zone": tournament.post.group.centre,
        "phase": phase,
        "organises": tournament.organised_by(member),
        "mine": mine,
        "may_enter": phase == "open" and tournament.enterable_by(member),
        "may_join": phase == "open" and tournament.post.joinable_by(member),
        "may_withdraw": mine is not None and phase not in ("over", "cancelled"),
        "form": form or entry_form(tournament, member, mine),
        "own_matches": [match for match in matches if mine and mine in (match.home, match.away)],
        "disputed": [match for match in matches if match.disputed_at],
        "standing": [entry for entry in entries.values() if not entry.withdrawn_at and not entry.line],
        "in_line": in_line,
        "place_in_line": in_line.index(mine) + 1 if mine in in_line else 0,
        "in_order": sorted((one for one in entries.values() if one.lot), key=lambda one: one.lot),
        **results_of(tournament, matches, entries),
    }


def entry_form(tournament: Tournament, member, mine: Entry | None) -> EntryForm:
    named = {"name": mine.name, "players": mine.players} if mine else {}
    return EntryForm(tournament=tournament, member=member, initial=named)


def matches_of(tournament: Tournament, entries: dict[int, Entry]) -> list[Match]:
    """In one statement; the players are those that are known already."""
    matches = list(tournament.matches.all())
    for match in matches:
        match.tournament = tournament
        for side in ("home", "away", "winner"):
            setattr(match, side, entries.get(getattr(match, f"{side}_id")))
    return matches


def results_of(tournament: Tournament, matches: list[Match], entries: dict[int, Entry]) -> dict:
    """Rounds with their matches; beside them the bracket's picture or the league's table."""
    if not matches:
        return {"rounds": []}
    last = matches[-1].round
    rounds = [
        (name_of(tournament, number, last), [match for match in matches if match.round == number])
        for number in range(1, last + 1)
    ]
    if tournament.mode == Tournament.Mode.KNOCKOUT:
        return {"rounds": rounds, "picture": bracket_of(rounds)}
    in_order = sorted((one for one in entries.values() if one.lot), key=lambda one: one.lot or 0)
    lines = table([entry.pk for entry in in_order], outcomes_of(matches))
    return {"rounds": rounds, "table": [(line, entries[line.entry]) for line in lines]}


def name_of(tournament: Tournament, number: int, last: int) -> str:
    """ "Final", "Semi-finals", "Round of 16"; in a league by its number."""
    if tournament.mode == Tournament.Mode.LEAGUE:
        return _("Round %(number)d") % {"number": number}
    left = 1 << (last - number)
    names = {1: _("Final"), 2: _("Semi-finals"), 4: _("Quarter-finals")}
    return names.get(left) or ngettext("Round of %(count)d", "Round of %(count)d", left * 2) % {
        "count": left * 2
    }


def match_page_of(
    match: Match, member, *, report: ReportForm | None = None, decision=None, planning=None
) -> dict:
    """One match: how it stands, what each has said, and the forms of its reader."""
    last = match.tournament.matches.order_by("-round").values_list("round", flat=True).first() or match.round
    organises, is_off = match.tournament.organised_by(member), match.tournament.cancelled_at is not None
    has_two = match.home_id is not None and match.away_id is not None and not is_off
    may_decide = organises and has_two and match.how not in (match.How.LEFT, match.How.NOBODY)
    may_plan = not match.how and not is_off and match.plannable_by(member)
    return {
        "match": match,
        "tournament": match.tournament,
        "round_name": name_of(match.tournament, match.round, last),
        "statements": match.statements.select_related("by", "winner__captain").order_by("-pk"),
        "claims": claims_of(match),
        "side": match.side_of(member),
        "organises": organises,
        "report": (report or ReportForm(match=match, member=member)) if match.reportable_by(member) else None,
        "planning": (planning or PlanForm(match=match, member=member)) if may_plan else None,
        "zone": match.tournament.post.group.centre,
        "decision": (decision or DecisionForm(match=match, member=member)) if may_decide else None,
    }


def claims_of(match: Match) -> Iterable:
    return match.statements.open().select_related("by")


def seen_matches(member):
    """Matches the member may see, with everything that a page of one says."""
    return (
        Match.objects.visible_to(member)
        .with_players()
        .select_related(
            "tournament__post__group__centre", "home__captain", "away__captain", "winner__captain"
        )
    )
