"""A list to begin with: the headings that we know, and two people who do not exist."""

import csv
import io

from django.utils.translation import gettext as _

from accounts.imports.columns import LABELS

HEADINGS = ("number", "name", "email", "phone", "born_on", "postcode", "household", "language")
PEOPLE = (
    (
        "1001",
        "Elena Soto Rivas",
        "elena.soto@example.com",
        "600 000 001",
        "31/12/1990",
        "26001",
        "H-17",
        "es",
    ),
    ("1002", "Marco Soto Rivas", "", "", "04/05/2014", "26001", "H-17", "es"),
)


def made() -> tuple[str, str, bytes]:
    """Name, type and content of the file, with headings in the reader's language."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([str(LABELS[field]) for field in HEADINGS])
    writer.writerows(PEOPLE)
    return _("members") + ".csv", "text/csv; charset=utf-8", file.getvalue().encode("utf-8-sig")
