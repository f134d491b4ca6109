"""The file of what could not be entered: the rows as they came, each with its reason, to be mended and sent again."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from accounts.imports import tables
from accounts.imports.models import Import
from accounts.spreadsheets import harmless

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made_for(one: Import) -> tuple[str, str, bytes]:
    """Name, type and content: of the kind that came in, with its own separator."""
    suffix = ".xlsx" if one.kind == tables.XLSX else ".csv"
    name = "-".join((PurePath(one.name).stem[:60] or "import", _("errors"))) + suffix
    if one.kind == tables.XLSX:
        return name, XLSX_TYPE, _workbook(one)
    return name, CSV_TYPE, _text(one)


def rows_of(one: Import) -> Iterator[list[str]]:
    """The headings, then each bad row, as wide as the headings or wider; the reason comes last."""
    yield [*one.headings, _("Reason")]
    for row in one.rows.bad().iterator(chunk_size=500):
        yield [*row.cells, " ".join(row.reasons)]


def _text(one: Import) -> bytes:
    """UTF-8 with its mark, which every spreadsheet reads right."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=one.delimiter or ";")
    for cells in rows_of(one):
        writer.writerow([harmless(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _workbook(one: Import) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in rows_of(one):
        sheet.append([_cell(sheet, cell) for cell in cells])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, text: str) -> WriteOnlyCell:
    """As text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.data_type = "s"
    return cell
