"""Another day."""

import pytest
import time_machine


@pytest.fixture
def time_machine_at():
    return lambda moment: time_machine.travel(moment, tick=True)
