"""Index, bottom concept first."""

from accounts.brand import admin as brand  # noqa: I001 - bottom first
from accounts.legal import admin as legal
from accounts.members import admin as members
from accounts.invitations import admin as invitations
from accounts.privacy import admin as privacy

__all__ = ["brand", "invitations", "legal", "members", "privacy"]
