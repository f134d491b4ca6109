"""Index."""

from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.departures import Departure
from accounts.privacy.exports import Export
from accounts.privacy.gone import Gone
from accounts.privacy.retention import Period
from accounts.privacy.tombstones import Tombstone

__all__ = ["Breach", "DataRequest", "Departure", "Export", "Gone", "Period", "Tombstone"]
