"""Packs an export: a JSON file and a readable page a class, an index over them, and the files themselves."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.brand.models import Brand
from accounts.media.models import Upload
from accounts.privacy import registry
from accounts.privacy.exports import Export

TEMPLATES = "accounts/privacy/export"


def pack_due(as_of: datetime | None = None) -> int:
    """Packs what was asked for and returns how many; safe twice, and two at once."""
    now, count = as_of or timezone.now(), 0
    while export := Export.objects.claim(now):
        pack(export, as_of=now)
        count += 1
    return count


def pack(export: Export, *, as_of: datetime) -> None:
    language = export.member.language or Brand.current().language
    with tempfile.TemporaryFile() as file, translation.override(language):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            fill(packed, export.member, as_of)
        file.seek(0)
        export.keep(File(file), as_of=as_of)


def fill(packed: zipfile.ZipFile, member, as_of: datetime) -> None:
    """Writes the classes, the files and, last, the index over both."""
    classes = [part for held in registry.known() if (part := _class(packed, held, member))]
    files = [_file(packed, upload) for upload in _uploads(member)]
    context = {"classes": classes, "files": files, "person": member, "at": as_of, "brand": Brand.current()}
    packed.writestr("index.html", render_to_string(f"{TEMPLATES}/index.html", context))


def _class(packed: zipfile.ZipFile, held: registry.Holding, member) -> dict[str, Any] | None:
    """One class as JSON and as a page; None when there is nothing of it."""
    rows = [_worded(held, row) for row in held.exported(member)]
    if not rows:
        return None
    encoded = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    packed.writestr(f"data/{held.name}.json", encoded)
    context = {"label": held.label, "rows": rows, "brand": Brand.current()}
    packed.writestr(f"pages/{held.name}.html", render_to_string(f"{TEMPLATES}/class.html", context))
    return {"name": held.name, "label": held.label, "count": len(rows)}


def _worded(held: registry.Holding, row: dict[str, Any]) -> dict[str, Any]:
    """The row without what is empty, under names that a person can read."""
    return {
        name.replace("__", " ").replace("_", " "): value
        for name, value in row.items()
        if value not in (None, "")
    }


def _uploads(member) -> Iterator[Upload]:
    return Upload.objects.filter(owner=member).order_by("created_at").iterator(chunk_size=200)


def _file(packed: zipfile.ZipFile, upload: Upload) -> str:
    """Adds the file in its largest size; returns its name inside, or nothing when it is not there any more."""
    name = f"files/{upload.pk.hex[:8]}-{upload.name}"
    for variant in upload.variants[-1:]:
        try:
            with default_storage.open(upload.path(variant)) as file:
                packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), file.read())
        except FileNotFoundError:
            return ""
    return name if upload.variants else ""
