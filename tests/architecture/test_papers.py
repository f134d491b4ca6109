"""What tests and code cite is written down: threats by row, rules by L-…, laws by I…; and what papers name exists."""

import re

import pytest

from accounts import invariants
from tests.architecture.test_imports import ROOT, sources

THREATS = (ROOT / "docs/threats.md").read_text()
RULES = (ROOT / "docs/rules.md").read_text()
LAWS = (ROOT / "docs/laws.md").read_text()
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def rows() -> dict[int, str]:
    return {int(number): line for number, line in re.findall(r"^\| (\d+) \|(.*)$", THREATS, re.M)}


def cited() -> dict[int, set[str]]:
    """The rows that tests carry in their names, each with the files."""
    found: dict[int, set[str]] = {}
    for path in TESTS:
        for number in re.findall(r"def test_row_(\d+)_", path.read_text()):
            found.setdefault(int(number), set()).add(str(path.relative_to(ROOT / "tests")))
    return found


def test_the_fifty_rows_are_all_there():
    assert list(rows()) == list(range(1, 51))


def test_every_row_that_a_test_carries_names_its_file():
    missing = {
        (number, file) for number, files in cited().items() for file in files if file not in rows()[number]
    }
    assert sorted(missing) == [], "run bin/threats"


def test_every_row_is_proven_or_says_with_what_it_opens():
    bare = [
        number
        for number, line in rows().items()
        if number not in cited() and not re.search("opens with|not planned", line)
    ]
    assert bare == []


@pytest.mark.parametrize("paper", ["threats.md", "rules.md", "laws.md"])
def test_files_that_papers_name_exist(paper):
    text = (ROOT / "docs" / paper).read_text()
    named = re.findall(r"`((?:accounts|community|tickets|config|architecture|journeys|docs)/[\w./]*)`", text)
    assert [
        name for name in named if not (ROOT / name).exists() and not (ROOT / "tests" / name).exists()
    ] == []


def test_rules_that_code_and_tests_cite_are_written_down():
    cited = {rule for path in [*sources(), *TESTS] for rule in re.findall(r"\bL-\d\d\b", path.read_text())}
    assert {rule for rule in cited if f"**{rule}**" not in RULES} == set()


def test_decisions_that_code_and_tests_cite_are_written_down():
    cited = {one for path in [*sources(), *TESTS] for one in re.findall(r"\bD-\d+\b", path.read_text())}
    assert {one for one in cited if f"**{one}**" not in RULES} == set()


def test_nothing_is_cited_that_is_not_in_the_repository():
    """The repository stands alone (D-15)."""
    elsewhere = re.compile(
        r"\b[Cc]ontract (section )?\d|\b(reliability|house|stack|features|screens-and-law)\.md"
    )
    citing = [path for path in [*sources(), *TESTS] if elsewhere.search(path.read_text())]
    assert [path for path in citing if path.name != "test_papers.py"] == []


def test_laws_that_are_counted_are_written_down():
    assert {law.id for law in invariants.LAWS if f"**{law.id}**" not in LAWS} == set()
