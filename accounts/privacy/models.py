"""Index."""

from accounts.privacy.departures import Departure, Tombstone
from accounts.privacy.exports import Export

__all__ = ["Departure", "Export", "Tombstone"]
