"""Index for the worker."""

from tickets.desk.tasks import lapse_waiting, remind_due
from tickets.vault.tasks import destroy_due

__all__ = ["destroy_due", "lapse_waiting", "remind_due"]
