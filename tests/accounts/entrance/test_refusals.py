"""Whoever may not enter leaves one line in the log; what breaks leaves its traceback."""

import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied

from accounts.entrance.refusals import OneLine
from config.settings import LOGGING


@pytest.mark.parametrize(("error", "is_told"), [(PermissionDenied, False), (ValueError, True)])
def test_only_a_refusal_leaves_no_traceback(error, is_told):
    record = logging.makeLogRecord({"msg": "Forbidden", "exc_info": caught(error)})
    assert OneLine().filter(record) and ("Traceback" in logging.Formatter().format(record)) == is_told
    assert "one_line" in LOGGING["handlers"]["console"]["filters"]


def caught(error):
    try:
        raise error
    except error:
        return sys.exc_info()
