"""Index for the worker."""

from tickets.desk.tasks import lapse_waiting, remind_due

__all__ = ["lapse_waiting", "remind_due"]
