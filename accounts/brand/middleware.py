"""The clock of the house: dates and hours that a page words without saying a zone are the brand's, not Greenwich's."""

from datetime import datetime, tzinfo

from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from accounts.brand.models import Brand


class HouseZone(tzinfo):
    """The brand's zone, looked up when a time is told: what tells none (a file, a sign of life) asks nothing for it."""

    def utcoffset(self, moment):
        return Brand.current().zone.utcoffset(moment)

    def dst(self, moment):
        return Brand.current().zone.dst(moment)

    def tzname(self, moment):
        zone = Brand.current().zone
        return zone.tzname(moment) if moment else zone.key

    def fromutc(self, moment: datetime) -> datetime:
        zone = Brand.current().zone
        return zone.fromutc(moment.replace(tzinfo=zone)).replace(tzinfo=self)


HOUSE = HouseZone()


class HouseTimeMiddleware(MiddlewareMixin):
    """A centre's own zone is said where its times are; whatever says none gets the brand's."""

    def process_request(self, request):
        timezone.activate(HOUSE)

    def process_response(self, request, response):
        timezone.deactivate()
        return response
