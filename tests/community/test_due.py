"""Law I11: what is due goes out. Each concept that has hours of its own is in it with its sweep's own rows."""

from datetime import timedelta

from django.utils import timezone

from accounts.invariants import LAWS
from community.bookmarks.models import Bookmark
from community.bookmarks.sweeping import remind_due
from community.contests.models import Contest
from community.contests.sweeping import open_due
from community.events.models import EventReminder
from community.events.reminding import remind_due as remind_guests
from community.polls.models import Poll
from community.polls.sweeping import tell_due
from community.posts.models import Post
from community.posts.sweeping import go_out_due
from community.tournaments.models import FixtureReminder
from community.tournaments.reminding import remind_due as remind_players
from tests.community.contests.examples import contest
from tests.community.events.examples import event
from tests.community.examples import everybody, group, post
from tests.community.polls.examples import poll
from tests.community.tournaments.examples import tournament

AHEAD = timedelta(days=9)


def late() -> dict[str, int]:
    return {law.sentence: count for law in LAWS if law.id == "I11" and (count := law.violations())}


def test_a_row_that_its_sweep_left_for_more_than_an_hour_is_counted_until_it_is_swept(ana, bruno):
    everybody()
    padel, now = group("Padel", ana, bruno), timezone.now()
    day = poll(ana, padel)
    best, dinner = contest(ana, padel), event(ana, padel, in_hours=72)
    cup = tournament(ana, padel, starts_at=now + AHEAD)
    kept = Bookmark.objects.keep(post(bruno, padel), by=ana)
    said = Post.objects.publish(by=ana, group=padel, kind="story", body="Later.", due_at=now + AHEAD)
    for ago, count in ((timedelta(minutes=50), 0), (timedelta(minutes=70), 6)):
        then = timezone.now() - ago
        Poll.objects.filter(pk=day.pk).update(closes_at=then)
        Contest.objects.filter(pk=best.pk).update(entries_until=then)
        EventReminder.objects.filter(event=dinner, stage="day").update(due_at=then)
        FixtureReminder.objects.filter(tournament=cup, stage="day").update(due_at=then)
        Bookmark.objects.filter(pk=kept.pk).update(remind_at=then)
        Post.objects.filter(pk=said.pk).update(due_at=then)
        assert len(late()) == sum(late().values()) == count
    for sweep in (tell_due, open_due, remind_guests, remind_players, remind_due, go_out_due):
        sweep(timezone.now())
    assert late() == {}
