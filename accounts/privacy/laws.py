"""Laws about privacy: what a person asked for is done."""

from datetime import timedelta

from accounts import due
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.departures import Departure
from accounts.privacy.exports import Export

due.register(
    "export that somebody asked for", lambda as_of: Export.objects.under_way().filter(asked_at__lte=as_of)
)
due.register("warning of a request about data", DataRequest.objects.near, within=timedelta(hours=3))
due.register("warning of a breach", Breach.objects.near, within=timedelta(hours=3))
due.register("erasure of who has left", lambda as_of: Departure.objects.due().filter(asked_at__lte=as_of))
