"""Lists as clubs and shops have them, and the way they take into the house."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.imports import work
from accounts.imports.models import Import

HEADINGS = "Nº de socio;Nombre;Apellidos;Correo electrónico;Teléfono;Fecha de nacimiento;CP;Unidad familiar"
ELENA = "1001;Elena;Muñoz Peña;elena@example.com;600 100 200;31/12/1990;26001;F-7"
PAU = "1002;Pau;Muñoz Peña;;;04/05/2015;26001;F-7"
BAD = "1003;Nadia;Gómez;nadia(at)example.com;;31/31/1990;;"


def file_of(text: str, name: str = "socios.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def lines(*rows: str) -> str:
    return "\r\n".join((HEADINGS, *rows)) + "\r\n"


def workbook(*rows, title: str = "") -> bytes:
    book = Workbook()
    for row in ([title], [], *rows) if title else rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SHEET = workbook(
    ["Nº socio", "Nombre completo", "E-mail", "Fecha nac."],
    [1001, "Elena Muñoz", "elena@example.com", date(1990, 12, 31)],
    [1002.0, "Pau Muñoz", None, date(2015, 5, 4)],
    title="Socios de la temporada 2026",
)


def checked(file, *, by) -> Import:
    """The list after its dry run, with the columns that were guessed."""
    one = Import.objects.receive(file, by=by)
    work.work_due()
    one.refresh_from_db()
    assert one.state == Import.State.COLUMNS, (one.state, one.problem)
    one.match(one.columns)
    work.work_due()
    one.refresh_from_db()
    return one


def entered(file, *, by, **how) -> Import:
    one = checked(file, by=by)
    one.run(by=by, **how)
    work.work_due()
    one.refresh_from_db()
    return one
