"""A refused permission is one line in the log: no traceback buries the real ones."""

import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied

from accounts.entrance.refusals import OneLine


@pytest.mark.parametrize(("error", "shown"), [(PermissionDenied, False), (ValueError, True)])
def test_only_a_refusal_loses_its_traceback(error, shown):
    try:
        raise error("No")
    except error:
        record = logging.LogRecord("django.request", 30, "", 1, "Forbidden: /admin/", None, sys.exc_info())
    assert OneLine().filter(record)
    assert ("Traceback" in logging.Formatter().format(record)) == shown
