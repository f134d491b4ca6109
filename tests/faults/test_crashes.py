"""The switch by which a web process dies after its commit is one of the faults' own settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A web process, as far as the switch can tell, that commits and then tells somebody.
COMMIT = """
import sys, types
sys.modules["uvicorn"] = types.ModuleType("uvicorn")
import django
django.setup()
from django.db import transaction
with transaction.atomic():
    transaction.on_commit(lambda: print("told"))
"""


def committed(settings: str, file: Path, switch: str = "after-commit") -> subprocess.CompletedProcess:
    asked = {"DJANGO_SETTINGS_MODULE": settings, "CRASH_AT": switch, "CRASH_FILE": str(file)}
    return subprocess.run(
        [sys.executable, "-c", COMMIT],
        cwd=ROOT,
        env=os.environ | asked,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def file(tmp_path):
    (tmp_path / "crash").touch()
    return tmp_path / "crash"


def test_row_f8_the_settings_of_the_product_do_not_know_the_switch(file):
    done = committed("config.settings", file)
    assert (done.returncode, done.stdout) == (0, "told\n"), done.stderr
    assert file.exists()


def test_row_f8_with_the_switch_it_dies_before_it_tells_and_only_once(file):
    assert committed("faults.settings", file).returncode == 137
    assert not file.exists()
    assert committed("faults.settings", file).stdout == "told\n"


def test_row_f8_without_its_word_the_settings_of_the_faults_are_harmless(file):
    assert committed("faults.settings", file, switch="").stdout == "told\n"


def test_nothing_of_the_product_speaks_of_it():
    for room in ("accounts", "community", "tickets", "config"):
        for path in (ROOT / room).rglob("*.py"):
            assert "CRASH_" not in path.read_text(), path
