"""Files that no row knows: what an undone transaction or a dead worker left behind."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage

from accounts.media.models import Upload

# A transaction may still be on its way to the row; nothing takes this long.
YOUNG = timedelta(hours=24)
BATCH = 500
OURS = re.compile(r"[0-9a-f]{2}|[0-9a-f]{32}")


def remove(as_of: datetime) -> int:
    """Deletes them and returns how many there were."""
    names = list(found(as_of - YOUNG))
    for name in names:
        default_storage.delete(name)
    return len(names)


def found(older_than: datetime) -> Iterator[str]:
    """Names of stored files that no row expects, of that age or more."""
    for folder in _folders(""):
        known = _expected(folder)
        for inner in _folders(folder):
            for name in _files(inner):
                if name not in known and default_storage.get_modified_time(name) <= older_than:
                    yield name


def missing() -> Iterator[str]:
    """Names of files that rows expect and nobody finds."""
    for upload in Upload.objects.order_by("pk").iterator(BATCH):
        for variant in upload.variants:
            if not default_storage.exists(upload.path(variant)):
                yield upload.path(variant)


def _expected(folder: str) -> set[str]:
    first, last = UUID(folder + "0" * 30), UUID(folder + "f" * 30)
    uploads = Upload.objects.filter(pk__range=(first, last))
    return {upload.path(variant) for upload in uploads for variant in upload.variants}


def _folders(folder: str) -> list[str]:
    """Ours alone: whatever else lies there is not ours to judge."""
    return [f"{folder}/{name}".lstrip("/") for name in _listed(folder)[0] if OURS.fullmatch(name)]


def _files(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in _listed(folder)[1]]


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been uploaded yet, or it went meanwhile
        return [], []
