"""The files behind uploads: kept, removed, and told apart by their content."""

import hashlib
import logging

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

NOT_NOW = _("The file could not be stored just now. Try again in a minute.")


def keep(name: str, file: File) -> None:
    """Stores it. Raises ValidationError when the disk is full or the bucket away."""
    try:
        default_storage.save(name, file)
    except Exception as error:  # every storage has its own
        log.error("a file could not be stored: %s", error)
        raise ValidationError(NOT_NOW, "disk") from error


def remove(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def digest(file: File) -> str:
    """SHA-256 of the content."""
    counted = hashlib.sha256()
    for chunk in file.chunks():
        counted.update(chunk)
    file.seek(0)
    return counted.hexdigest()
