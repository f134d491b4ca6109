"""The schedule: what it asks for twice is not done twice, however long nobody came to it."""

import pytest

from config.celery import FRESH, SCHEDULE


@pytest.mark.parametrize("name", sorted(SCHEDULE))
def test_a_sweep_that_waited_longer_than_its_own_interval_is_not_run(name):
    entry = SCHEDULE[name]
    expires = entry["options"]["expires"]
    assert FRESH <= expires <= 86400
    if isinstance(entry["schedule"], float):
        assert expires >= entry["schedule"]
