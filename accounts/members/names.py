"""Names that people and programs can trust: one spelling, nothing invisible, nobody else's sign (row 46)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.members import looks

# Marks that change the direction of what follows, and signs without width: one name looks like another.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
# Words that would speak for the house, or that are addresses of its own.
RESERVED = frozenset(
    """
    admin administrator administration staff team support help moderator moderators moderation manager owner
    root system tertulia official everyone everybody all here members member groups group settings pending new edit
    soporte ayuda equipo moderador moderadora moderacion gerente gerencia direccion oficial todos todas aqui
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def clean_text(value: str, *, lines: bool = False) -> str:
    """The text in its one normal form (NFKC). Raises ValidationError when it holds something invisible."""
    value = unicodedata.normalize("NFKC", value)
    allowed = "\n\r\t" if lines else ""
    if any(unicodedata.category(sign) in INVISIBLE and sign not in allowed for sign in value):
        raise ValidationError(
            _("There is an invisible character in this text. Type it anew instead of pasting it.")
        )
    return value.strip() if lines else " ".join(value.split())


def clean_name(value: str) -> str:
    value = clean_text(value)
    if not any(unicodedata.category(sign).startswith("L") for sign in value):
        raise ValidationError(_("Write a name with at least one letter."))
    if any(len(looks.scripts(word)) > 1 for word in value.split()):
        raise ValidationError(_("Write each word of your name in one alphabet."))
    return value


def clean_handle(value: str) -> str:
    value = clean_text(value).lower().lstrip("@")
    if not HANDLE.fullmatch(value):
        raise ValidationError(_("Use small letters from a to z, digits and hyphens, such as ana-ruiz."))
    if value in RESERVED:
        raise ValidationError(_("This handle is reserved. Choose another one."))
    return value


def handle_from(name: str) -> str:
    """A handle that resembles the name; whether somebody has it already is for the caller to see."""
    handle = slugify(name).replace("_", "-").strip("-")[:30].strip("-")
    return handle if handle and handle not in RESERVED else f"member-{handle}".strip("-")
