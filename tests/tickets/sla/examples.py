"""How many cases a property gets: 500 in `make test`, 5,000 in `make test-deep` (DEEP=1)."""

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("DEEP", "") not in ("", "0")
many = settings(
    max_examples=5000 if DEEP else 500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not DEEP,
)
