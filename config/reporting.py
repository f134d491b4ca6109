"""Errors reported outside: where it happened, and neither words of people nor what opens something (row 47)."""

from typing import Any

import sentry_sdk

from accounts.entrance.masking import masked

# Behind it PostgreSQL says which values it stumbled over.
DETAIL = "\nDETAIL:"


def without_people(report: Any, hint: Any = None) -> Any:
    """The report as it may leave the house: addresses masked, the database's own quotes of rows cut off."""
    if isinstance(report, dict):
        return {name: without_people(value) for name, value in report.items() if name != "query_string"}
    if isinstance(report, list | tuple):
        return [without_people(value) for value in report]
    return masked(report.partition(DETAIL)[0]) if isinstance(report, str) else report


# Who it was that met it is left out by the library's own default.
OPTIONS: dict[str, Any] = {
    # What a form sent, and what the variables of a view hold, are words of members.
    "max_request_body_size": "never",
    "include_local_variables": False,
    "before_send": without_people,
}


def begin(dsn: str) -> None:
    sentry_sdk.init(dsn=dsn, **OPTIONS)
