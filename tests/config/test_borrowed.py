"""What the libraries say is said in our own words, and nothing is kept that they no longer say."""

import ast
from importlib.resources import files
from inspect import getsource

import polib
import pytest
from django import forms
from django.utils import translation

from config import borrowed

LIBRARIES = ("django.conf", "django.contrib.admin", "django.contrib.auth", "allauth")


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every sentence that a library has a Spanish translation of."""
    catalogues = (files(library) / "locale/es/LC_MESSAGES/django.po" for library in LIBRARIES)
    return {entry.msgid for catalogue in catalogues for entry in polib.pofile(str(catalogue))}


def test_every_borrowed_sentence_is_still_one_of_theirs(said):
    calls = [node for node in ast.walk(ast.parse(getsource(borrowed))) if isinstance(node, ast.Call)]
    assert {call.args[0].value for call in calls} - said == set()


def test_ana_is_not_addressed_as_a_stranger():
    with translation.override("es"):
        assert forms.EmailField().default_validators[0].message == "Escribe un correo electrónico válido."
        with pytest.raises(forms.ValidationError, match="Elige una opción de la lista"):
            forms.ChoiceField(choices=[("a", "A")]).clean("b")
