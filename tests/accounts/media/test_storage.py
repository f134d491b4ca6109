"""Files appear whole or not at all (R19)."""

import errno
import os

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from accounts.media.storage import DurableStorage


@pytest.fixture
def storage(tmp_path):
    return DurableStorage(location=tmp_path, file_permissions_mode=0o640)


def names(folder) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_it_is_there_and_readable_by_its_group(storage, tmp_path):
    assert storage.save("ab/cd/320", ContentFile(b"words")) == "ab/cd/320"
    assert (tmp_path / "ab/cd/320").read_bytes() == b"words"
    assert (tmp_path / "ab/cd/320").stat().st_mode & 0o777 == 0o640


def test_a_second_try_replaces_the_first(storage, tmp_path):
    storage.save("ab/cd/320", ContentFile(b"half"))
    assert storage.save("ab/cd/320", ContentFile(b"whole")) == "ab/cd/320"
    assert names(tmp_path) == {"320"} and (tmp_path / "ab/cd/320").read_bytes() == b"whole"


def test_a_disk_that_fills_up_on_the_way_leaves_nothing(storage, tmp_path, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.save("ab/cd/320", ContentFile(b"words"))
    assert names(tmp_path) == set()


def test_it_is_flushed_before_it_has_its_name(storage, tmp_path, monkeypatch):
    seen, flush = [], os.fsync

    def spy(handle):
        seen.append(names(tmp_path))
        flush(handle)

    monkeypatch.setattr(os, "fsync", spy)
    storage.save("ab/cd/320", ContentFile(b"words"))
    assert "320" not in seen[0] and seen[1] == {"320"}


def test_the_folder_goes_with_its_last_file(storage, tmp_path):
    for name in ("ab/cd/320", "ab/cd/800"):
        storage.save(name, ContentFile(b"words"))
    storage.delete("ab/cd/320")
    assert (tmp_path / "ab/cd").exists()
    storage.delete("ab/cd/800")
    storage.delete("ab/cd/800")
    assert not (tmp_path / "ab/cd").exists()


def test_nothing_is_stored_outside(storage):
    for name in ("../x", "/etc/x", "ab/../../x"):
        with pytest.raises(SuspiciousFileOperation):
            storage.save(name, ContentFile(b"words"))
