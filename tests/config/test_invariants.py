"""The laws are counted, one line each, and a broken one is an exit status."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts import invariants
from accounts.invariants import Law

LAWS_PAGE = Path(__file__).parents[2] / "docs" / "laws.md"


def counted(capsys) -> list[str]:
    call_command("check_invariants")
    return capsys.readouterr().out.splitlines()


def test_an_empty_house_breaks_no_law(db, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lines = counted(capsys)
    assert len(lines) == len(invariants.LAWS)
    assert all(re.fullmatch(r"\w+ +0  \S.*", line) for line in lines), lines


def test_a_broken_law_is_an_exit_status(db, capsys, monkeypatch):
    monkeypatch.setattr(
        invariants, "LAWS", [Law("I1", "all is well", lambda: 0), Law("I2", "nothing is", lambda: 7)]
    )
    with pytest.raises(SystemExit) as left:
        call_command("check_invariants")
    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == ["I1        0  all is well", "I2        7  nothing is"]


def test_a_law_that_cannot_be_counted_is_broken_and_hides_no_other(db, capsys, monkeypatch):
    laws = [Law("I1", "this one fails", lambda: 1 // 0), Law("I2", "all is well", lambda: 0)]
    monkeypatch.setattr(invariants, "LAWS", laws)
    with pytest.raises(SystemExit):
        call_command("check_invariants")
    assert capsys.readouterr().out.splitlines() == ["I1        ?  this one fails", "I2        0  all is well"]


def test_every_law_stands_on_the_page():
    page = LAWS_PAGE.read_text()
    for law in invariants.LAWS:
        assert f"**{law.id}**" in page, f"{law.id} ({law.sentence}) is missing in docs/laws.md"
