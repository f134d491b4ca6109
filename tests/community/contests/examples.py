"""Photo contests for the tests."""

from datetime import timedelta

from django.utils import timezone

from community.contests.models import Contest
from tests.community.posts.pictures import picture


def contest(by, group, title="Best picture of the autumn", **fields) -> Contest:
    now = timezone.now()
    known = {"entries_until": now + timedelta(days=2), "closes_at": now + timedelta(days=4), "as_of": now}
    return Contest.objects.announce(by=by, group=group, title=title, **(known | fields))


def handed_in(of: Contest, *people) -> Contest:
    """With a picture of each of these people in it."""
    for one in people:
        of.hand_in(by=one, upload=picture(one), caption=f"Seen by {len(one.name)}")
    return fresh(of)


def fresh(of: Contest) -> Contest:
    return Contest.objects.select_related("poll__post__group", "poll__post__author").get(pk=of.pk)


def option_of(of: Contest, member) -> int:
    """The number of the member's picture on the ballot."""
    return of.poll.options.get(by=member).pk
