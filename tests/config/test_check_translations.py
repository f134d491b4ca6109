"""What a translator still has to do is found by comparing sentences, not by trust."""

import polib
import pytest

from config.management.commands.check_translations import fault_of


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Post", msgstr="Publicación"), ""),
        (polib.POEntry(msgid="Post", msgstr=""), "missing"),
        (polib.POEntry(msgid="Post", msgstr="Poste", flags=["fuzzy"]), "guessed"),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hola, %(nombre)s"), "holes"),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hola"), "holes"),
        (
            polib.POEntry(
                msgid="%(n)s post", msgid_plural="%(n)s posts", msgstr_plural={0: "una", 1: "%(n)s"}
            ),
            "",
        ),
        (
            polib.POEntry(msgid="%(n)s post", msgid_plural="%(n)s posts", msgstr_plural={0: "una", 1: ""}),
            "missing",
        ),
        (
            polib.POEntry(msgid="%(n)s post", msgid_plural="%(n)s posts", msgstr_plural={0: "%(n)s", 1: "m"}),
            "holes",
        ),
    ],
)
def test_a_sentence_is_ready_only_when_whole_sure_and_with_the_same_holes(entry, fault):
    assert fault_of(entry) == fault
