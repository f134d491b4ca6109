"""Modules under hashed names: a page takes all of its parts from one version."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from config.hashing import HashedFiles

STATIC = Path(__file__).resolve().parents[2] / "static"
NAMED = re.compile(r"""\b(?:from|import)\b\s*\(?\s*["']([^"']+)["']""")
HASH = re.compile(r"\.[0-9a-f]{12}\.js$")


def collected(source: Path, place: Path) -> HashedFiles:
    """What collecting makes of the scripts there."""
    shutil.copytree(source, place)
    files, storage = FileSystemStorage(source), HashedFiles(location=place, base_url="/static/")
    names = [str(file.relative_to(source)) for file in sorted(source.rglob("*.js"))]
    wrong = [
        done
        for *_names, done in storage.post_process({name: (files, name) for name in names})
        if done is not True
    ]
    assert not wrong
    return storage


def test_every_import_leads_to_a_hashed_file_that_is_there(tmp_path):
    place = tmp_path / "out"
    storage = collected(STATIC, place)
    found = 0
    for name in storage.hashed_files.values():
        for named in NAMED.findall((place / name).read_text()):
            target = (place / name).parent / named
            assert HASH.search(named) and target.is_file(), f"{name} imports {named}"
            assert str(target.resolve().relative_to(place)) in storage.hashed_files.values()
            found += 1
    assert found > 30


def test_a_name_moves_with_what_is_imported_however_far(tmp_path):
    def named(words: str) -> str:
        source = tmp_path / words
        (source / "js").mkdir(parents=True)
        for number in range(8):
            (source / f"js/{number}.js").write_text(f'import "./{number + 1}.js";\n')
        (source / "js/8.js").write_text(f"// {words}\n")
        return collected(source, tmp_path / f"{words}-out").hashed_files["js/0.js"]

    assert named("one") != named("two")


@pytest.mark.parametrize(
    ("written", "is_named"),
    [
        ('import "./other.js";', True),
        ("import { one, two as three } from './other.js';", True),
        ('import {\n  one,\n  two, // said\n} from "./other.js";', True),
        ('import * as all from "../js/other.js";', True),
        ('export { one } from "./other.js";', True),
        ('// import { one } from "./other.js";', False),
        (' * import "./missing.js";', False),
        ("import(where);", False),
        ("const words = \"from './missing.js'\";", False),
        ('export const one = () => two;\nsay("taken from", "./missing.js");', False),
    ],
)
def test_imports_are_told_from_what_looks_like_one(tmp_path, written, is_named):
    (tmp_path / "in/js").mkdir(parents=True)
    (tmp_path / "in/js/other.js").write_text("export const one = 1;\n")
    (tmp_path / "in/js/it.js").write_text(written)
    storage = collected(tmp_path / "in", tmp_path / "out")
    said = (tmp_path / "out" / storage.hashed_files["js/it.js"]).read_text()
    assert (said != written) is is_named
    assert ("./other.js" in said) is ("./other.js" in written and not is_named)
