"""Laws about tournaments: no place is given twice, the draw can be repeated, and winners play on."""

from django.db.models import Count, F, Q
from django.utils import timezone

from accounts import due, invariants
from community.tournaments.lots import lots
from community.tournaments.models import Entry, FixtureReminder, Match, Tournament
from community.tournaments.settling import derive, feed, state_of

STANDING = Q(entries__withdrawn_at__isnull=True, entries__line__isnull=True)
IN_LINE = Q(entries__line__isnull=False)
STAGES = 2
DRAWN = Q(entries__lot__isnull=False)


due.register("reminder of a tournament", FixtureReminder.objects.due)


@invariants.register("B1", "a tournament has as many entries as it counts, and no more than places")
def tournaments_that_count_wrongly() -> int:
    open_ones = Tournament.objects.filter(drawn_at__isnull=True).annotate(
        recount=Count("entries", filter=STANDING)
    )
    drawn = Tournament.objects.filter(drawn_at__isnull=False).annotate(recount=Count("entries", filter=DRAWN))
    wrong = ~Q(recount=F("entry_count")) | Q(recount__gt=F("entries_most"))
    return open_ones.filter(wrong).count() + drawn.filter(wrong).count()


@invariants.register("S2", "nobody waits for a place in a tournament that is free, or after the draw")
def tournaments_with_idle_places() -> int:
    counted = Tournament.objects.annotate(queued=Count("entries", filter=IN_LINE))
    miscounted = counted.exclude(queued=F("waiting"))
    idle = Q(entry_count__lt=F("entries_most"), cancelled_at__isnull=True) | Q(drawn_at__isnull=False)
    return miscounted.count() + counted.filter(idle, queued__gt=0).count()


@invariants.register(
    "S3", "what is to be played, and has a date that lies ahead, has its reminder for each stage"
)
def fixtures_without_reminders() -> int:
    going_on = Tournament.objects.going_on()
    starts = going_on.filter(starts_at__gt=timezone.now()).annotate(
        stages=Count("reminders", filter=Q(reminders__match__isnull=True))
    )
    matches = Match.objects.filter(tournament__in=going_on.values("pk"), starts_at__gt=timezone.now())
    unplanned = matches.annotate(stages=Count("reminders")).exclude(stages=STAGES)
    return starts.exclude(stages=STAGES).count() + unplanned.count()


@invariants.register("B2", "a draw is what its published seed gives")
def draws_that_cannot_be_repeated() -> int:
    drawn: dict[int, list[int]] = {}
    entries = Entry.objects.filter(lot__isnull=False).order_by("tournament", "lot")
    for tournament, number in entries.values_list("tournament", "number"):
        drawn.setdefault(tournament, []).append(number)
    seeds = Tournament.objects.filter(drawn_at__isnull=False).values_list("pk", "seed")
    return sum(drawn.get(pk, []) != lots(seed, drawn.get(pk, [])) for pk, seed in seeds)


@invariants.register(
    "B3", "who plays a match is who won the two before it, and what needs no playing is decided"
)
def matches_that_do_not_follow() -> int:
    astray = Match.objects.exclude(home__isnull=True).exclude(home__tournament=F("tournament"))
    return astray.count() + sum(map(_unsettled, Tournament.objects.filter(drawn_at__isnull=False)))


def _unsettled(tournament: Tournament) -> int:
    matches = list(tournament.matches.select_related("home", "away", "winner"))
    by_place = {(match.round, match.position): match for match in matches}
    wrong = 0
    for match in matches:
        before = state_of(match)
        if tournament.mode == Tournament.Mode.KNOCKOUT and match.round > 1:
            feed(match, by_place)
        derive(match, match.decided_at or tournament.drawn_at)
        wrong += state_of(match) != before
    is_over = bool(matches) and all(match.how for match in matches)
    return wrong + (is_over != (tournament.ended_at is not None))
