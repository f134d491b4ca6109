"""Cells that go out to spreadsheets: what somebody wrote is text there too, never a formula (row 26)."""

import re

# After quotes and blanks too: programs skip them.
FORMULA = re.compile(r"""\A[\s"']*[=+\-@\t\r]""")
# What a workbook cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would count with."""
    cell = CONTROL.sub("", cell)
    return f"'{cell}" if FORMULA.match(cell) else cell
