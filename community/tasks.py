"""Index for the worker."""

from community.bookmarks.tasks import remind as remind_of_bookmarks
from community.chat.tasks import tell_lapsed
from community.events.tasks import remind
from community.notifications.tasks import deliver_due
from community.polls.tasks import tell_closed
from community.posts.tasks import go_out
from community.search.tasks import learn

__all__ = ["deliver_due", "go_out", "learn", "remind", "remind_of_bookmarks", "tell_closed", "tell_lapsed"]
