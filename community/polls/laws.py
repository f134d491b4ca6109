"""Laws about polls: the sums are the votes, and nobody has more of them than the poll allows."""

from django.db.models import Count, F, Q

from accounts import due, invariants
from community.households import voted_twice
from community.polls.models import Poll, PollOption, Vote
from community.posts.models import Post

due.register("end of a poll", Poll.objects.due)


@invariants.register("I7", "a poll has as many voters as members voted, and in a single choice as many votes")
def polls_that_count_voters_wrongly() -> int:
    counted = Poll.objects.annotate(voters=Count("votes__member", distinct=True), given=Count("votes"))
    more = Q(is_several=False) & ~Q(given=F("voter_count"))
    return counted.filter(~Q(voters=F("voter_count")) | more).count()


@invariants.register("I7", "an option has as many votes as were given to it")
def options_that_count_votes_wrongly() -> int:
    return PollOption.objects.annotate(given=Count("votes")).exclude(given=F("vote_count")).count()


@invariants.register("I7", "a vote is for an option of its own poll, and a poll is a post of its kind")
def votes_and_polls_in_the_wrong_place() -> int:
    astray = Vote.objects.exclude(poll=F("option__poll")).count()
    return astray + Poll.objects.exclude(post__kind=Post.Kind.POLL).count()


@invariants.register("V4", "a poll that counts by households has no two voters of one household")
def households_that_voted_twice() -> int:
    return voted_twice(Vote.objects.filter(poll__is_by_household=True), "poll")
