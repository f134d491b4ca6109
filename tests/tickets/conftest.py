"""Nothing remembered runs out in the middle of a count of queries, however slow the machine."""

import pytest

from accounts.brand import models as brand
from tickets.workplace import remembered


@pytest.fixture(autouse=True)
def long_memory(monkeypatch):
    monkeypatch.setattr(brand, "REMEMBERED", 3600.0)
    monkeypatch.setattr(remembered, "SECONDS", 3600.0)
