"""A letter from each mail program, in both languages and all writings: what a person reads of it."""

import json

import pytest

from accounts.mail.incoming import letters, machines
from tests.tickets.correspondence.corpus.make import HERE

EXPECTED = json.loads((HERE / "expected.json").read_text())


def test_there_are_enough_letters():
    assert len(EXPECTED) >= 150
    assert {path.stem for path in HERE.glob("*.eml")} == set(EXPECTED)


def taken_for(letter: letters.Letter) -> str:
    if machines.is_returned(letter):
        return "returned"
    return machines.why_automatic(letter) or "text"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_person_reads_what_the_writer_wrote(name):
    letter = letters.read((HERE / f"{name}.eml").read_bytes())
    expected = EXPECTED[name]
    assert taken_for(letter) == expected["what"]
    if expected["what"] == "text":
        assert letter.new_words() == expected["text"]
