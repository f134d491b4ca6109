"""Index for the worker."""

from community.chat.tasks import tell_lapsed
from community.events.tasks import remind
from community.polls.tasks import tell_closed

__all__ = ["remind", "tell_closed", "tell_lapsed"]
