"""How many cases a property gets: fewer in `make test`, 5,000 in `make test-deep` (DEEP=1)."""

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("DEEP", "") not in ("", "0")


def examples(usual: int) -> settings:
    """The usual number of cases, or 5,000; always the same ones unless deep, so that nothing is red by chance."""
    return settings(
        max_examples=5000 if DEEP else usual,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=not DEEP,
    )
