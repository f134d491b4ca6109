"""A refusal is an answer and no fault: the log gets its line, and no traceback that buries the real ones."""

import logging

from django.core.exceptions import PermissionDenied


class OneLine(logging.Filter):
    """Takes the traceback off the record of a refused permission."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = record.exc_text = None
        return True
