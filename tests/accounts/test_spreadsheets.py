"""Row 26: a cell that somebody wrote is never a formula, also behind what programs skip."""

import pytest

from accounts.spreadsheets import harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        '"=1"',
        "'=1",
        ' " =1',
        "\n=1",
        "\x00=1",
        "\x0b@x",
    ],
)
def test_row_26_what_a_spreadsheet_would_count_with_is_text(cell):
    assert harmless(cell).startswith("'") and "\x00" not in harmless(cell)


@pytest.mark.parametrize("cell", ["", "Ana", "a=1", "1-2", "ana@example.com", "«+»"])
def test_what_is_none_stays_as_it_was(cell):
    assert harmless(cell) == cell
