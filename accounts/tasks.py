"""Index."""

from accounts.mail import tasks as mail
from accounts.media import tasks as media
from accounts.privacy import tasks as privacy

__all__ = ["mail", "media", "privacy"]
