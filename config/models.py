"""Index."""

from config.first_day.models import SetupStep

__all__ = ["SetupStep"]
