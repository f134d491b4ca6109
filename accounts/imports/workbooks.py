"""Excel files, opened as carefully as anything from outside: sizes before content, values and never formulas."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from openpyxl import load_workbook

from accounts.imports.problems import Unreadable

# A workbook is a zip: what it unpacks to is looked at before anything is unpacked (row 44).
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2000
MOST_RATIO = 250
MOST_CELLS = 60 + 1  # of a row: one more than are taken, so that too many are noticed
LAST_ROW = 40_000
EMPTY_AT_THE_END = 1000  # rows without a word: then the list is over, whatever the file says of its size


def require(content: bytes, kind: str) -> str:
    """`kind`, for a workbook that may be opened. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            is_open_document = "mimetype" in names and b"opendocument" in beginning(packed, "mimetype")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Unreadable("damaged") from error
    if is_open_document:
        raise Unreadable("ods")
    if "xl/workbook.xml" not in names:
        raise Unreadable("kind")
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(part.file_size > MOST_RATIO * max(part.compress_size, 1000) for part in parts)
    if is_bomb or unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise Unreadable("swollen")
    return kind


def beginning(packed: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a part, and no more of it unpacked: nothing is known of its size yet."""
    with packed.open(name) as part:
        return part.read(80)


def rows_of(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet that is shown, empty ones too, so that their numbers are those on the screen."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            yield from _rows(book)
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as it has parts
        raise Unreadable("damaged") from error


def _rows(book) -> Iterator[list[str]]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Unreadable("empty")
    sheets[0].reset_dimensions()  # what a file says of its own size is not believed
    waiting = 0
    for row in islice(sheets[0].iter_rows(max_row=LAST_ROW, max_col=MOST_CELLS, values_only=True), LAST_ROW):
        cells = [as_text(value) for value in row]
        if not any(cells):
            waiting += 1
            if waiting > EMPTY_AT_THE_END:
                return
            continue
        yield from ([] for _blank in range(waiting))
        waiting = 0
        yield cells


def as_text(value: object) -> str:
    """A cell as a person would write it: dates as days, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
