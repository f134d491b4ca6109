"""Files of rows as they came, each with a reason behind it, to be mended and sent again: what could not be entered, and
whose invitation came back."""

import csv
import io
from collections.abc import Iterable
from pathlib import PurePath

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from accounts.imports import tables
from accounts.imports.models import Import
from accounts.mail.models import Mail
from accounts.spreadsheets import harmless

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Lines = Iterable[list[str]]


def of_errors(one: Import) -> tuple[str, str, bytes]:
    """Name, type and content: of the kind that came in, with its own separator."""
    rows = one.rows.bad().iterator(chunk_size=500)
    return _file(one, _("errors"), ([*row.cells, " ".join(row.reasons)] for row in rows))


def of_returned(one: Import) -> tuple[str, str, bytes]:
    """The same of the rows whose invitation came back."""
    reasons = dict(Mail.Returned.choices)
    rows = one.rows.bounced().iterator(chunk_size=500)
    return _file(one, _("returned"), ([*row.cells, str(reasons[row.returned])] for row in rows))


def _file(one: Import, what: str, lines: Lines) -> tuple[str, str, bytes]:
    """The headings, then each row, as wide as the headings or wider; the reason comes last."""
    whole = [[*one.headings, _("Reason")], *lines]
    name = "-".join((PurePath(one.name).stem[:60] or "import", what))
    if one.kind == tables.XLSX:
        return f"{name}.xlsx", XLSX_TYPE, _workbook(whole)
    return f"{name}.csv", CSV_TYPE, _text(whole, one.delimiter or ";")


def _text(lines: Lines, delimiter: str) -> bytes:
    """UTF-8 with its mark, which every spreadsheet reads right."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    for cells in lines:
        writer.writerow([harmless(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _workbook(lines: Lines) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in lines:
        sheet.append([_cell(sheet, cell) for cell in cells])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, text: str) -> WriteOnlyCell:
    """As text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.data_type = "s"
    return cell
