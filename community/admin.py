"""Index, bottom concept first."""

from community.profiles import admin as profiles
from community.search import admin as search

__all__ = ["profiles", "search"]
