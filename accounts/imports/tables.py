"""Reading a file of any usual sort into headings and rows of text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.imports import columns, workbooks
from accounts.imports.decoding import decoded, mended
from accounts.imports.problems import Unreadable

LARGEST = 10 * 1024 * 1024
MOST_ROWS = 30_000
MOST_COLUMNS = 60
DELIMITERS = (";", ",", "\t", "|")
ABOVE = 10  # rows in which the headings are looked for: lists like to begin with a title
CSV, XLSX = "csv", "xlsx"
SAID = re.compile(r"\Asep=(.)\r?\n")  # how Excel says its separator
QUOTED = re.compile(r"\A'(?=[=+\-@\t\r])")  # what our own files put before what looks like a formula


@dataclass(frozen=True)
class Table:
    kind: str
    delimiter: str
    encoding: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]  # by the number that a spreadsheet shows beside it


def kind_of(content: bytes) -> str:
    """CSV or XLSX, told by the content. Raises Unreadable for anything else."""
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > LARGEST:
        raise Unreadable("size")
    if content.startswith(b"PK\x03\x04"):
        return workbooks.require(content, XLSX)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old")
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z", b"{\\rtf")):
        raise Unreadable("kind")
    return CSV


def read(content: bytes) -> Table:
    """The table in a file. Raises Unreadable with the code of what is wrong."""
    if kind_of(content) == XLSX:
        return _table(XLSX, "", "", workbooks.rows_of(content))
    text, encoding = decoded(content)
    delimiter, text = delimiter_of(text)
    return _table(CSV, delimiter, encoding, _lines(text, delimiter))


def delimiter_of(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without a line that only says so."""
    if said := SAID.match(text):
        return said.group(1), text[said.end() :]
    sample = text[:20_000].splitlines(keepends=True)[:25]
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign)), text


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int]:
    """How many of the rows are as wide as most, and how wide that is; nothing for a single column."""
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0.0, 0
    usual = max(set(widths), key=widths.count, default=1)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Unreadable("damaged") from error


def _table(kind: str, delimiter: str, encoding: str, lines: Iterable[list[str]]) -> Table:
    rows = []
    for number, cells in enumerate(lines, 1):
        if any(cell.strip() for cell in cells):
            rows.append((number, [_cell(cell) for cell in cells]))
        if len(rows) > MOST_ROWS + ABOVE:
            raise Unreadable("rows")
    return Table(kind, delimiter, encoding, *_below_headings(rows))


def _below_headings(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    if not rows:
        raise Unreadable("empty")
    at = max(range(min(ABOVE, len(rows))), key=lambda n: (columns.known_among(rows[n][1]), -n))
    headings, below = _trimmed(rows[at][1]), rows[at + 1 :]
    if not below:
        raise Unreadable("no_rows")
    if len(headings) > MOST_COLUMNS:
        raise Unreadable("columns")
    if len(below) > MOST_ROWS:
        raise Unreadable("rows")
    return headings, [(number, _as_wide(cells, len(headings))) for number, cells in below]


def _cell(cell: str) -> str:
    """One cell as it is kept: without what a database cannot hold, and without the mark our own files put there."""
    return QUOTED.sub("", mended(cell.replace("\x00", "")))


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells that spreadsheets leave at the end of a row."""
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _as_wide(cells: list[str], width: int) -> list[str]:
    """As many cells as there are headings; more only if something stands in them."""
    more = [cell for cell in cells[width:] if cell.strip()]
    return (cells + [""] * width)[:width] + more
