"""Files on disk appear whole or not at all: written aside, flushed, then renamed (docs/laws.md, R19)."""

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage

HALF = ".half-"  # how the name of an unfinished file begins


class DurableStorage(FileSystemStorage):
    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: ours are unique, and a second try replaces what the first left."""
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(prefix=HALF, dir=path.parent)
        try:
            with open(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                os.chmod(half, self.file_permissions_mode)
            os.rename(half, path)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)
        return name

    def delete(self, name: str) -> None:
        """Removes the file, and its folder when it was the last in it."""
        super().delete(name)
        folder = Path(self.path(name)).parent
        if folder != Path(self.location):
            try:
                folder.rmdir()
            except OSError:
                pass  # not empty, or not there


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
