"""Index for the worker."""

from community.badges.tasks import award
from community.bookmarks.tasks import remind as remind_of_bookmarks
from community.chat.tasks import tell_lapsed
from community.clarifications.tasks import tell
from community.concert.tasks import forget, look
from community.contests.tasks import open_votes
from community.digests.tasks import send_digests
from community.events.tasks import remind
from community.moderation.tasks import blank
from community.notifications.tasks import deliver_due
from community.polls.tasks import tell_closed
from community.posts.tasks import go_out
from community.search.tasks import learn
from community.tournaments.tasks import remind as remind_of_tournaments

__all__ = [
    "award",
    "blank",
    "deliver_due",
    "forget",
    "go_out",
    "learn",
    "look",
    "open_votes",
    "remind",
    "remind_of_bookmarks",
    "remind_of_tournaments",
    "send_digests",
    "tell",
    "tell_closed",
    "tell_lapsed",
]
