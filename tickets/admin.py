"""Index, bottom concept first."""

from tickets.sla import admin as _sla  # noqa: F401
