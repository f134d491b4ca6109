"""Putting a backup back: all of it or nothing, and nothing at all when the file is not sound."""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from accounts.brand.models import Brand
from accounts.imports.models import Import
from accounts.mail.models import Mail
from accounts.members.models import Member
from accounts.privacy import erasing, tombstones
from community.digests.models import Digest
from community.notifications.deliveries import Delivery
from config.backup.contents import FORMAT, MANIFEST, Counted, emptied, schema

HELD = "held: it waited when the backup was taken and may have gone out since"


class Refused(Exception):
    """The backup is not put back; the sentence says why, and nothing was touched."""


def restore(path: Path, *, replace: bool, as_of: datetime) -> dict[str, int]:
    """Puts the backup back and returns what was done: rows, files, what is held of each kind, people erased again.

    Raises Refused, before anything is touched, for a damaged file, another schema, or a house with people in it.
    """
    with opened(path) as packed:
        manifest = examined(packed)
        if Member.objects.exists() and not replace:
            raise Refused("There are people in this house. Say --replace to put the backup in its place.")
        with transaction.atomic():
            rows = put_rows_back(packed, manifest)
            Brand.forget()
            held = hold_what_waited(as_of)
            stored = put_files_back(packed, manifest)
    Brand.forget()
    caches["fragments"].clear()
    tombstones.read()
    erased = erasing.apply_tombstones(as_of)
    erasing.erase_due(as_of)
    return {"rows": rows, "files": stored, "erased": erased} | held


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Refused(f"{path} is damaged or no backup ({error}). Nothing was touched.") from error


def examined(packed: zipfile.ZipFile) -> dict:
    """The manifest of a backup that is whole and fits this house."""
    names = set(packed.namelist())
    if MANIFEST not in names:
        raise Refused("The file has no manifest: it is no backup, or was cut off. Nothing was touched.")
    try:
        manifest = json.loads(packed.read(MANIFEST))
    except ValueError as error:
        raise Refused("The manifest cannot be read: the backup is damaged. Nothing was touched.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused("The backup was made by another version of this command. Nothing was touched.")
    check_schema(set(manifest["schema"]), set(schema()))
    for entry, expected in manifest["sums"].items():
        if entry not in names or digest(packed, entry) != expected:
            raise Refused(f"The backup is damaged: {entry} is not what was put in. Nothing was touched.")
    return manifest


def check_schema(theirs: set[str], ours: set[str]) -> None:
    if newer := sorted(theirs - ours):
        raise Refused(
            f"The backup is of a newer version than this house ({newer[0]}). Install that version and migrate it first."
            " Nothing was touched."
        )
    if older := sorted(ours - theirs):
        raise Refused(
            f"The backup is of an older version, from before {older[0]}. Install the version that made it, restore"
            " there, then update and migrate. Nothing was touched."
        )


def digest(packed: zipfile.ZipFile, entry: str) -> str:
    with packed.open(entry) as file:
        counted = Counted(file)
        for _data in counted.chunks():
            pass
        return counted.hash.hexdigest()


def put_rows_back(packed: zipfile.ZipFile, manifest: dict) -> int:
    """Empties the tables and copies the rows in; no trigger of ours fires, every foreign key is checked."""
    tables = sorted(manifest["rows"])
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(quoted(table) for table in emptied())}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quoted(table)} DISABLE TRIGGER USER")
        for table in tables:
            copy_in(cursor, packed, table, manifest["columns"][table])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quoted(table)} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, value in manifest["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [quoted(name), value])
    return sum(manifest["rows"].values())


def copy_in(cursor, packed: zipfile.ZipFile, table: str, names: list[str]) -> None:
    listed = ", ".join(quoted(name) for name in names)
    with (
        packed.open(f"tables/{table}") as file,
        cursor.copy(f"COPY {quoted(table)} ({listed}) FROM STDIN") as copy,
    ):
        while data := file.read(1 << 20):
            copy.write(data)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def hold_what_waited(as_of: datetime) -> dict[str, int]:
    """What waited then, or has fallen due since, may have gone out: it is kept, and not sent again. Returns how many
    mails, lists with invitations and digests that were."""
    waiting = Mail.objects.filter(state__in=(Mail.State.QUEUED, Mail.State.SENDING))
    pushes = Delivery.objects.filter(outcome="")
    pushes.update(outcome=Delivery.Outcome.FAILED, ended_at=as_of, claimed_at=None)
    return {
        "mails": waiting.update(state=Mail.State.DROPPED, error=HELD),
        "lists": Import.objects.hold_all_invitations(),
        "digests": Digest.objects.pass_over_due(as_of),
    }


def put_files_back(packed: zipfile.ZipFile, manifest: dict) -> int:
    """Names are unique and contents never change: a file that is there already is the same one."""
    names = [entry for entry in manifest["sums"] if entry.startswith("media/")]
    for entry in names:
        name = entry.removeprefix("media/")
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(packed.read(entry)))
    return len(names)
