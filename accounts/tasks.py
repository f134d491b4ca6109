"""Index."""

from accounts.imports import tasks as imports
from accounts.mail import tasks as mail
from accounts.media import tasks as media
from accounts.members import tasks as members
from accounts.privacy import tasks as privacy

__all__ = ["imports", "mail", "media", "members", "privacy"]
