"""What can be wrong with a file or a row: kept as codes, told in the language of whoever reads it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unreadable(Exception):
    """The file as a whole cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Wrong(Exception):
    """A cell cannot be used; `code` and the words say why."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code, self.words = code, words


OF_FILES: dict[str, str | Promise] = {
    "empty": _("This file is empty."),
    "size": _(
        "This file is too big: 10 MB at most. Leave out columns that are not needed, or split it in two."
    ),
    "kind": _("This is not a table. Send a CSV or an Excel file (.xlsx)."),
    "old": _(
        "This is an Excel file of before 2007, or one with a password. Save it as .xlsx without a password."
    ),
    "ods": _("This is a LibreOffice file. Save it as .xlsx or CSV."),
    "letters": _("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again."),
    "damaged": _("This file is damaged and cannot be read. Save it again, or send it as CSV."),
    "swollen": _("Unpacked, this file is far too big. Copy the list alone into a new file."),
    "rows": _("This file has more than 30,000 rows. Split it in two."),
    "columns": _("This file has more than 60 columns. Leave out those that are not needed."),
    "no_rows": _("There is no row below the headings."),
}

OF_ROWS: dict[str, str | Promise] = {
    "no_name": _("There is no name."),
    "long": _("“%(column)s” is longer than %(most)d characters."),
    "name": _("A cell holds an invisible character, or the name has no letter."),
    "formula": _("“%(column)s” is a formula. Put its value there instead."),
    "email": _("“%(value)s” is not an e-mail address."),
    "unknown": _("There is neither an e-mail nor a membership number to recognise the person by."),
    "date": _("“%(value)s” is not a date. Write it as 31/12/1990."),
    "born": _("Nobody here was born on %(value)s."),
    "phone": _("“%(value)s” is not a telephone number."),
    "language": _("“%(value)s” is not a language of the house: write es or en."),
    "again": _("The same person stands in row %(row)d already."),
    "yields": _("Row %(row)d was chosen for this person."),
    "two": _("The membership number and the e-mail belong to two different people."),
    "other_number": _(
        "The e-mail belongs to somebody with another membership number. Each person needs an address of their own, "
        "or none."
    ),
    "left": _("This person has left the house. Only they can come back, by a personal invitation."),
    "erased": _(
        "This person asked the house on %(day)s to be erased, and no list brings them back. If they want to come "
        "again, invite them by mail: they are in when they accept."
    ),
    "cells": _("The row has more cells than there are headings: is a separator missing its quotes?"),
}

OF_UNDOING: dict[str, str | Promise] = {
    "joined": _("Has joined since: it is their own account now."),
    "holds": _("Has something in the house, such as a request, that would be lost."),
    "changed": _("Was changed since: what somebody wrote later stays."),
}


def told(code: str, words: dict | None = None, among: dict = OF_ROWS) -> str:
    """The sentence for a code."""
    return str(among[code]) % (words or {})
