"""Packs an export: a JSON file and readable pages a class, an index over them, and the files themselves. All in pieces:
who has written a hundred thousand things takes no more memory than anybody else."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.brand.models import Brand
from accounts.media.models import Upload
from accounts.privacy import headings, registry
from accounts.privacy.exports import Export

TEMPLATES = "accounts/privacy/export"
A_PAGE = 100  # rows
LONG_AGO = (1980, 1, 1, 0, 0, 0)

Row = dict[str, Any]


def pack_due(as_of: datetime | None = None) -> int:
    """Packs what was asked for and returns how many; safe twice, and two at once."""
    now, packed = as_of or timezone.now(), 0
    while export := Export.objects.claim(now):
        pack(export, as_of=now)
        packed += 1
    return packed


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


def _class(packed: zipfile.ZipFile, held: registry.Holding, member) -> Row | None:
    """One class as JSON and as pages; None when there is nothing of it."""
    rows, written = 0, _Pages(packed, held)
    with tempfile.TemporaryFile("w+b") as data:
        for batch in _batches(held.exported(member)):
            for row in batch:
                data.write(b",\n" if rows else b"[\n")
                data.write(_encoded(row))
                rows += 1
            written.add(batch)
        if not rows:
            return None
        written.end()
        data.write(b"\n]\n")
        _copy(packed, f"data/{held.name}.json", data)
    return {"name": held.name, "label": held.label, "count": rows}


class _Pages:
    """The readable side of a class, so many rows a page; each is written when it is known whether another follows."""

    def __init__(self, packed: zipfile.ZipFile, held: registry.Holding) -> None:
        self.packed, self.held, self.number = packed, held, 0
        self.waiting: list[Row] = []
        self.headings = {path: headings.heading(path) for path in held.export}
        self.tellers = headings.tellers(held.model, held.export, Brand.current().zone)

    def add(self, rows: list[Row]) -> None:
        if self.waiting:
            self._write(is_last=False)
        self.waiting = rows

    def end(self) -> None:
        self._write(is_last=True)

    def _write(self, *, is_last: bool) -> None:
        self.number += 1
        context = {
            "label": self.held.label, "brand": Brand.current(), "rows": map(self._told, self.waiting),
            "earlier": self._name(self.number - 1) if self.number > 1 else "",
            "later": "" if is_last else self._name(self.number + 1),
        }  # fmt: skip
        page = render_to_string(f"{TEMPLATES}/class.html", context)
        self.packed.writestr(f"pages/{self._name(self.number)}", page)

    def _name(self, number: int) -> str:
        return f"{self.held.name}{f'-{number}' if number > 1 else ''}.html"

    def _told(self, row: Row) -> list[tuple[str, str]]:
        said = ((path, value) for path, value in row.items() if value not in (None, "", [], {}))
        return [(self.headings[path], self.tellers[path](value)) for path, value in said]


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, A_PAGE)):
        yield batch


def _encoded(row: Row) -> bytes:
    said = {name: value for name, value in row.items() if value not in (None, "")}
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def _copy(packed: zipfile.ZipFile, name: str, file: IO[bytes], how: int = zipfile.ZIP_DEFLATED) -> None:
    file.seek(0)
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = how
    with packed.open(entry, "w", force_zip64=True) as target:
        shutil.copyfileobj(file, target, 1 << 20)


def _uploads(member) -> Iterator[Upload]:
    return Upload.objects.filter(owner=member).order_by("created_at").iterator(chunk_size=200)


def _file(packed: zipfile.ZipFile, upload: Upload) -> str:
    """Adds the file in its largest size; returns its name inside, or nothing when it is not there any more."""
    name = f"files/{upload.pk.hex[:8]}-{upload.name}"
    for variant in upload.variants[-1:]:
        try:
            with default_storage.open(upload.path(variant)) as file:
                _copy(packed, name, file, zipfile.ZIP_STORED)  # pictures are packed already
        except FileNotFoundError:
            return ""
    return name if upload.variants else ""
