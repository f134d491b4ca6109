"""Index, bottom concept first."""

from accounts.members import admin as members  # noqa: I001 - bottom first
from accounts.invitations import admin as invitations

__all__ = ["invitations", "members"]
