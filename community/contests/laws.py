"""Laws about photo contests: one picture each, all of them on the ballot, and nobody votes for their own."""

from django.db.models import Count, F, Q

from accounts import due, invariants
from community.contests.models import Contest, ContestEntry
from community.polls.models import Vote

STANDING = Q(entries__removed_at__isnull=True, entries__hidden_at__isnull=True, entries__isnull=False)


due.register("vote of a photo contest", Contest.objects.due)


@invariants.register("V5", "nobody has voted for a picture of their own")
def votes_for_oneself() -> int:
    return Vote.objects.filter(option__by=F("member")).count()


@invariants.register("V5", "the ballot of a contest holds the pictures that were handed in and not taken out")
def ballots_that_differ_from_what_was_handed_in() -> int:
    opened = ContestEntry.objects.filter(contest__poll__opened_at__isnull=False)
    stray = opened.filter(removed_at__isnull=False, option__upload__isnull=False)
    aside = Q(option__set_aside_at__isnull=False)
    shown = opened.filter(option__isnull=False).filter(Q(hidden_at__isnull=False) ^ aside)
    lost = opened.ready().filter(option__isnull=True)
    foreign = opened.filter(option__isnull=False).exclude(option__poll=F("contest"))
    return stray.count() + shown.count() + lost.count() + foreign.count()


@invariants.register("I8", "a contest counts the pictures that stand in it")
def contests_that_count_wrongly() -> int:
    return (
        Contest.objects.annotate(recount=Count("entries", filter=STANDING))
        .exclude(recount=F("entry_count"))
        .count()
    )
