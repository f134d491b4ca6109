"""What a page says of an hour without a zone is told by the clock of the house, also on the night when it changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from accounts.brand.middleware import HOUSE
from accounts.brand.models import Brand
from accounts.members.models import Member

pytestmark = pytest.mark.django_db
WORDS = Template('{{ at|date:"Y-m-d H:i" }}')


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Atlantic/Canary", "Asia/Kathmandu"])
def test_the_house_tells_time_as_its_zone_does(zone):
    Brand(timezone=zone).save()
    start, there = datetime(2026, 10, 24, 12, tzinfo=UTC), Brand.current().zone
    with timezone.override(HOUSE):
        for hour in range(30):
            at = start + timedelta(hours=hour)
            its = at.astimezone(there)
            assert WORDS.render(Context({"at": at})) == its.strftime("%Y-%m-%d %H:%M")
            assert timezone.localtime(at).astimezone(UTC) == at  # the hour that comes twice is two
            assert (
                Member.objects.filter(joined_at__date=its.date()).count() == 0
            )  # its name is one that PostgreSQL knows


def test_a_page_that_tells_no_time_does_not_ask_for_it(client_of, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client_of().get("/healthz").status_code == 200
    assert timezone.get_current_timezone_name() == "UTC"
