"""Words as a comparison sees them, here and in the database."""

import unicodedata

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Concat


def fold(text: str) -> str:
    """The text in lower case, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Folded(Func):
    """A column, lower case and without accents."""

    function = "tertulia_fold"
    arity = 1
    output_field = CharField()

    @classmethod
    def of(cls, *columns: str) -> "Folded":
        """The columns one after the other."""
        spaced = [piece for column in columns for piece in (F(column), Value(" "))]
        return cls(Concat(*spaced, output_field=CharField()))
