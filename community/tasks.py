"""Index for the worker."""

from community.polls.tasks import tell_closed

__all__ = ["tell_closed"]
