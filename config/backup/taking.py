"""Taking a backup while the house goes on: one snapshot of the database, then the files that it speaks of."""

import json
import os
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction

from config.backup.contents import FORMAT, MANIFEST, Counted, columns, files, schema, sequences, tables


def take(path: Path, *, as_of: datetime) -> dict:
    """Writes the backup and returns its manifest. It has its name only once it is whole."""
    half = path.with_name(path.name + ".half")
    half.unlink(missing_ok=True)
    try:
        # Everything that people said is in it: nobody else reads it, not even while it is being written.
        with open(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
                manifest = fill(packed, as_of)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    return manifest


def fill(packed: zipfile.ZipFile, as_of: datetime) -> dict:
    sums: dict[str, str] = {}
    with transaction.atomic():
        with connection.cursor() as cursor:
            # What is written meanwhile is not seen: every row fits every other.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest: dict[str, Any] = {"format": FORMAT, "at": as_of.isoformat(), "schema": schema()}
        manifest |= {"rows": {}, "columns": {}}
        for table in tables():
            manifest["columns"][table] = columns(table)
            manifest["rows"][table] = copy_out(packed, table, manifest["columns"][table], sums)
        missing = [name for name in files() if not copy_file(packed, name, sums)]
        manifest |= {"sequences": sequences(), "missing": missing, "sums": sums}
    packed.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def copy_out(packed: zipfile.ZipFile, table: str, names: list[str], sums: dict[str, str]) -> int:
    """One table as the database's own copy of it; returns the number of rows."""
    listed = ", ".join(f'"{name}"' for name in names)
    entry = f"tables/{table}"
    with connection.cursor() as cursor, packed.open(entry, "w", force_zip64=True) as file:
        counted = Counted(file)
        with cursor.copy(f'COPY "{table}" ({listed}) TO STDOUT') as copied:
            for data in copied:
                counted.write(bytes(data))
        sums[entry] = counted.hash.hexdigest()
        return cursor.rowcount


def copy_file(packed: zipfile.ZipFile, name: str, sums: dict[str, str]) -> bool:
    """One stored file; False when it went while the backup was taken."""
    try:
        with default_storage.open(name) as stored:
            data = stored.read()
    except FileNotFoundError:
        return False
    entry = f"media/{name}"
    with packed.open(zipfile.ZipInfo(entry), "w", force_zip64=True) as file:
        counted = Counted(file)
        counted.write(data)
    sums[entry] = counted.hash.hexdigest()
    return True
