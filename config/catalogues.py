"""Translations: text catalogues are in the repository, the compiled ones are made where they are needed."""

import os
import tempfile
from pathlib import Path

import polib

FOLDER = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(folder: Path = FOLDER) -> list[Path]:
    """Compiles every catalogue that changed since it was last compiled; returns those."""
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_stale(source)]
    for source in stale:
        compile_one(source)
    return stale


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_one(source: Path) -> None:
    # Beside and moved: another process may be reading the old one.
    handle, beside = tempfile.mkstemp(dir=source.parent, suffix=".making")
    os.close(handle)
    polib.pofile(str(source)).save_as_mofile(beside)
    os.chmod(beside, 0o644)
    os.replace(beside, source.with_suffix(".mo"))
