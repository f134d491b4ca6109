"""Index."""

from accounts.imports import tasks as imports
from accounts.mail import tasks as mail
from accounts.media import tasks as media
from accounts.privacy import tasks as privacy

__all__ = ["imports", "mail", "media", "privacy"]
