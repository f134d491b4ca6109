"""One house and one browser for all journeys; and which of them are walked in both languages."""

import os

import pytest

from tests import browsers
from tests.journeys.house import House


# Closed before anything else: an open browser runs a loop, in which Django asks no query.
@pytest.fixture(scope="package")
def browser():
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def house(browser):
    with House() as house:
        yield house


@pytest.fixture(autouse=True)
def rested(house):
    """People in journeys write faster than people do."""
    house.let_time_pass()


def pytest_collection_modifyitems(config, items) -> None:
    """The main story in both languages; of the others each once, in turn in Spanish on the phone and in English on the
    desktop. DEEP=1 walks all in both."""
    if os.environ.get("DEEP", "") not in ("", "0"):
        return
    left, names = [], {}
    for item in items:
        if item.path.parent.name != "journeys" or item.path.name == "test_complaint.py":
            continue
        number = names.setdefault(item.originalname, len(names))
        if item.callspec.params["language"] != ("es", "en")[number % 2]:
            left.append(item)
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]
