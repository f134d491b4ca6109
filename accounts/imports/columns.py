"""Columns: what each is for, guessed from Spanish and English headings and remembered from the last time."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

IGNORED = ""
LABELS = {
    IGNORED: _("Leave out"),
    "name": _("Full name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "second_last_name": _("Second last name"),
    "email": _("E-mail"),
    "number": _("Membership number"),
    "phone": _("Telephone"),
    "born_on": _("Date of birth"),
    "postcode": _("Postcode"),
    "household": pgettext_lazy("column", "Household"),
    "language": _("Language"),
}
# Headings as people write them, in small letters without accents and signs.
PHRASES = {
    "email": """email, e mail, mail, correo, correo electronico, direccion de correo, direccion de correo electronico,
        correo e, email address, e mail address""",
    "number": """numero de socio, numero de socia, n de socio, n socio, no socio, no de socio, num socio,
        numero socio, nsocio, numsocio, codigo de socio, codigo socio, id, id externo, external id,
        membership number, member number, membership no, member no, member id, membership id,
        numero de cliente, n de cliente, n cliente, no cliente,
        num cliente, numero cliente, codigo de cliente, codigo cliente, customer number, customer id, customer no,
        numero de abonado, n abonado, abonado, carnet, numero de carnet, numero, number, codigo""",
    "name": "nombre completo, nombre y apellidos, apellidos y nombre, full name, name",
    "first_name": "nombre, nombre de pila, first name, firstname, given name, forename",
    "last_name": """apellidos, apellido, primer apellido, apellido1, apellido 1, 1 apellido, 1er apellido, last name,
        lastname, surname, family name""",
    "second_last_name": "segundo apellido, apellido2, apellido 2, 2 apellido, second last name, second surname",
    "phone": """telefono, telf, tel, tfno, tlf, tlfno, movil, telefono movil, telefono 1, mobile, phone, telephone,
        cell, phone number, mobile phone, celular""",
    "born_on": """fecha de nacimiento, f nacimiento, fecha nacimiento, fec nac, fecha nac, f nac, fnac, nacimiento,
        date of birth, birth date, birthdate, birthday, birth, dob, born""",
    "postcode": """codigo postal, c postal, cp, c p, cod postal, postcode, post code, zip, zip code, postal code""",
    "household": """hogar, numero de hogar, unidad familiar, familia, numero de familia, id familia, household,
        household number, household id, family, family id""",
    "language": "idioma, lengua, language, lang",
}
MEANT = {phrase.strip(): field for field, phrases in PHRASES.items() for phrase in phrases.split(",")}


# The name where there is no other column for it, else the number.
EITHER = frozenset({"socio", "socia", "socio a", "titular", "cliente", "member", "customer"})


def plain(heading: str) -> str:
    """A heading in small letters, without accents and signs: “Nº de socio” is “n de socio”."""
    letters = unicodedata.normalize("NFKD", heading.replace("º", "").replace("ª", "")).casefold()
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters).split())


def guess(heading: str) -> str:
    """What a heading means, or nothing."""
    words = plain(heading)
    if words in EITHER:
        return "name"
    return MEANT.get(words) or MEANT.get(re.sub(r"\b(de|del|la|el) ", "", words), IGNORED)


def known_among(headings: Iterable[str]) -> int:
    """How many of these cells look like headings: a title above a list does not."""
    return sum(1 for heading in headings if guess(heading))


def proposed(headings: Sequence[str], remembered: dict[str, str]) -> list[str]:
    """A field for each heading, each at most once: as it was chosen the last time, else as guessed."""
    clear = [guess(heading) for heading in headings if plain(heading) not in EITHER]
    unclear = "number" if {"name", "first_name"} & set(clear) else "name"
    chosen: list[str] = []
    for heading in headings:
        guessed = unclear if plain(heading) in EITHER else guess(heading)
        field = remembered.get(plain(heading), guessed)
        chosen.append(IGNORED if field in chosen else field)
    if "first_name" in chosen and "last_name" not in chosen and "name" not in chosen:
        chosen[chosen.index("first_name")] = "name"  # “Nombre” alone is the whole name
    return chosen


def faults_of(chosen: Sequence[str]) -> list[str]:
    """What keeps a choice from being used, in words; empty when it is good."""
    faults = []
    if not {"name", "first_name"} & set(chosen):
        faults.append(str(_("Say which column holds the name.")))
    if not {"email", "number"} & set(chosen):
        faults.append(str(_("Say which column holds the e-mail or the membership number.")))
    for field in LABELS:
        if field and list(chosen).count(field) > 1:
            faults.append(str(_("Two columns are “%(field)s”: choose one.")) % {"field": LABELS[field]})
    return faults
