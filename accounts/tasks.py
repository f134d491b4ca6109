"""Index."""

from accounts.mail import tasks as mail
from accounts.media import tasks as media

__all__ = ["mail", "media"]
