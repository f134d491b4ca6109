"""One house and one browser for all journeys of a worker."""

import pytest

from tests import browsers
from tests.journeys.house import House


@pytest.fixture(scope="session")
def browser():
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def house(browser):
    with House() as house:
        yield house
