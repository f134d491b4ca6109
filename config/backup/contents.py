"""What is in a backup, and what is left out of it on purpose."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifest.json"
# Not in it: sessions (whoever comes back signs in again), what was only cached, exports that people ask for anew, and
# who was erased: that list is kept apart, so that an old backup cannot forget it.
LEFT_OUT = {
    "django_migrations",
    "django_session",
    "usersessions_usersession",
    "account_emailconfirmation",
    "accounts_cache",
    "accounts_export",
}
NEVER_TOUCHED = {"django_migrations", "accounts_tombstone"}
FOLDERS_LEFT_OUT = {"exports"}


def tables() -> list[str]:
    """The tables whose rows are copied, in the order of the alphabet."""
    known = set(connection.introspection.django_table_names(only_existing=True))
    return sorted(known - LEFT_OUT - NEVER_TOUCHED)


def emptied() -> list[str]:
    """The tables that a restore empties first."""
    known = set(connection.introspection.table_names())
    ours = set(tables()) | (LEFT_OUT & known)
    return sorted(ours - NEVER_TOUCHED)


def columns(table: str) -> list[str]:
    """Those that hold something of their own, not reckoned from the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def schema() -> list[str]:
    """The migrations that this database has been through."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def sequences() -> dict[str, int]:
    """Where each counter of the database stands: no number is given twice, not even one of a row that went."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
            " AND last_value IS NOT NULL"
        )
        return dict(cursor.fetchall())


def files(folder: str = "") -> Iterator[str]:
    """Names of all stored files."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in sorted(names))
    for inner in sorted(folders):
        if folder or inner not in FOLDERS_LEFT_OUT:
            yield from files(f"{folder}/{inner}".lstrip("/"))


class Counted:
    """A file being written or read, with the hash of what went through."""

    def __init__(self, file) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.hash.update(data)
        self.file.write(data)

    def chunks(self, size: int = 1 << 20) -> Iterator[bytes]:
        while data := self.file.read(size):
            self.hash.update(data)
            yield data
