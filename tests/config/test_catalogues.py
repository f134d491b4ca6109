"""Translations are compiled where they are needed, and only when they changed."""

import gettext
import os

from config import catalogues

SPANISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Post"
msgstr "Publicación"

#, fuzzy
msgid "Comment"
msgstr "Comentar algo"
"""


def spanish(folder):
    source = folder / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SPANISH)
    return source


def test_a_catalogue_is_compiled_and_guesses_are_left_out(tmp_path):
    source = spanish(tmp_path)
    assert catalogues.compile_stale(tmp_path) == [source]
    words = gettext.translation("django", tmp_path, ["es"])
    assert words.gettext("Post") == "Publicación"
    assert words.gettext("Comment") == "Comment"


def test_only_what_changed_is_compiled_again(tmp_path):
    source = spanish(tmp_path)
    catalogues.compile_stale(tmp_path)
    assert catalogues.compile_stale(tmp_path) == []
    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert catalogues.compile_stale(tmp_path) == [source]


def test_nothing_is_left_beside(tmp_path):
    source = spanish(tmp_path)
    catalogues.compile_stale(tmp_path)
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
