"""Index, bottom concept first."""

from community.search import admin as search

__all__ = ["search"]
