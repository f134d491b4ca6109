"""Any usual file is read as it was meant, and any other is refused with a sentence."""

import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from accounts.imports import columns, tables
from accounts.imports.problems import OF_FILES, Unreadable
from accounts.imports.values import person_of
from tests.accounts.imports.lists import ELENA, HEADINGS, SHEET, lines, workbook

MEANT = ["number", "name", "last_name", "email", "phone", "born_on", "postcode", "household"]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "mac_roman", "cp850"],
)
def test_any_usual_encoding_is_read(encoding):
    table = tables.read(lines(ELENA, "7;Íñigo;Àngel Núñez Sanção;i@example.com;;;;").encode(encoding))
    assert table.headings == HEADINGS.split(";")
    assert table.rows[0][1][2] == "Muñoz Peña" and table.rows[1][1][1:3] == ["Íñigo", "Àngel Núñez Sanção"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_usual_separator_is_found(delimiter):
    text = 'Nombre;Correo\r\n"Ruiz; Ana, la de siempre";ana@example.com\r\n\r\nLeo;leo@example.com'
    text = text.replace(";", delimiter).replace(f"Ruiz{delimiter} Ana", "Ruiz; Ana")
    table = tables.read(text.encode())
    assert table.rows == [
        (2, ["Ruiz; Ana, la de siempre", "ana@example.com"]),
        (4, ["Leo", "leo@example.com"]),  # as a spreadsheet counts
    ]


def test_what_was_read_wrong_once_already_is_put_right():
    table = tables.read("Nombre;Correo\nMarÃ­a MuÃ±oz;m@example.com\nÃngela Ãvila;a@example.com".encode())
    assert [cells[0] for _n, cells in table.rows] == ["María Muñoz", "Ãngela Ãvila"]


def test_a_workbook_with_a_title_above_is_read_by_its_headings():
    table = tables.read(SHEET)
    assert table.headings == ["Nº socio", "Nombre completo", "E-mail", "Fecha nac."]
    assert table.rows == [
        (4, ["1001", "Elena Muñoz", "elena@example.com", "1990-12-31"]),
        (5, ["1002", "Pau Muñoz", "", "2015-05-04"]),
    ]


def rewritten(book: bytes, old: bytes, new: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as packed, zipfile.ZipFile(file, "w") as out:
        for part in packed.infolist():
            out.writestr(part, packed.read(part).replace(old, new))
    return file.getvalue()


def test_of_a_formula_its_value_is_read_and_of_a_moment_its_day():
    book = workbook(
        ["Nombre", "Correo", "Nacimiento", "CP"],
        ["=CONCATENATE(A9,B9)", "e@example.com", datetime(1990, 12, 31, 10, 30), 8001.0],
    )
    counted = rewritten(book, b"</f><v></v>", b"</f><v>Elena Gil</v>")
    counted = rewritten(counted, b"</f><v />", b"</f><v>Elena Gil</v>")
    counted = rewritten(counted, b'r="A2"', b'r="A2" t="str"')
    assert tables.read(counted).rows == [(2, ["Elena Gil", "e@example.com", "1990-12-31", "8001"])]
    assert tables.read(book).rows[0][1][0] == ""  # nobody has counted it: no name, and the row says so


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


REFUSED = {
    "empty": b"  \r\n",
    "size": b"a" * (tables.LARGEST + 1),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "kind": b"%PDF-1.7 and so on",
    "ods": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "swollen": zipped(xl__workbook_xml=b"<workbook/>", xl__sharedStrings_xml=b"\0" * 30_000_000),
    "damaged": zipped(xl__workbook_xml=b"<workbook"),
    "no_rows": HEADINGS.encode(),
    "rows": b"Nombre;Correo\n" + b"Ana;a@example.com\n" * (tables.MOST_ROWS + 1),
    "columns": b"Nombre;Correo" + b";x" * 60 + b"\nAna;a@example.com\n",
}


@pytest.mark.parametrize("code", REFUSED)
def test_row_44_what_cannot_be_read_is_refused_with_its_sentence(code):
    with pytest.raises(Unreadable) as refusal:
        tables.read(REFUSED[code])
    assert refusal.value.code == code and str(OF_FILES[code])


def test_row_44_of_what_a_part_says_of_itself_only_the_beginning_is_unpacked():
    """Two hundred megabytes behind the very first part that is looked at, in two hundred kilobytes."""
    swollen = zipped(mimetype=b"application/vnd.oasis.opendocument" + b"\0" * 200_000_000)
    tracemalloc.start()
    with pytest.raises(Unreadable):
        tables.read(swollen)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_workbook_that_says_it_has_a_million_rows_is_read_to_its_last():
    swollen = rewritten(SHEET, b'ref="A1:D5"', b'ref="A1:XFD1048576"')
    assert len(tables.read(swollen).rows) == 2


def test_the_columns_are_guessed_in_both_languages_and_remembered():
    assert columns.proposed(HEADINGS.split(";"), {})[:1] == ["number"]
    spanish = columns.proposed(HEADINGS.split(";"), {})
    assert spanish == [*MEANT[:1], "first_name", *MEANT[2:]]
    english = [
        "Member No.",
        "First name",
        "Surname",
        "E-mail address",
        "Mobile",
        "DOB",
        "Post Code",
        "Household ID",
    ]
    assert columns.proposed(english, {}) == spanish
    assert columns.proposed(["Código raro", "Nombre", "E-mail"], {"codigo raro": "number"}) == [
        "number",
        "name",
        "email",
    ]
    assert columns.proposed(["E-mail", "Correo", "Notas"], {}) == ["email", "", ""]
    assert len(columns.faults_of(["phone", "phone"])) == 3


def read_as(**cells):
    return person_of(list(cells.values()), list(cells), TODAY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/1990", "1990-12-31"), ("1990-12-31", "1990-12-31"), ("31.12.90", "1990-12-31"),
        ("5-1-24", "2024-01-05"), ("33238", "1990-12-31"), ("1990-12-31 00:00:00", "1990-12-31"),
        ("31/31/1990", "date"),
        ("12/31/1990", "date"),
        ("ayer", "date"), ("01/01/1890", "born"), ("23/11/2026", "born"), ("99999999", "date"),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(written, meant):
    person = read_as(name="Ana", email="ana@example.com", born_on=written)
    assert (str(person.born_on) if person.born_on else person.problems[0][0]) == meant


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": "", "email": "a@example.com"}, "no_name"),
        ({"name": "A" * 81, "email": "a@example.com"}, "long"),
        ({"name": "An\u202ea", "email": "a@example.com"}, "name"),
        ({"name": "=HYPERLINK(\"x\")", "email": "a@example.com"}, "formula"),
        ({"name": "Ana", "email": "@SUM(A1)"}, "formula"),
        ({"name": "Ana", "email": "a@"}, "email"),
        ({"name": "Ana", "email": ""}, "unknown"),
        ({"name": "Ana", "number": "+1"}, "formula"),
        ({"name": "Ana", "number": "1" * 41}, "long"),
        ({"name": "Ana", "number": "1", "phone": "call me"}, "phone"),
        ({"name": "Ana", "number": "1", "language": "klingon"}, "language"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_has_its_name(cells, problem):
    assert [code for code, _words in read_as(**cells).problems] == [problem]


def test_a_name_in_parts_or_turned_round_is_put_together():
    assert read_as(name="Ruiz Gil, Ana", email="a@example.com").name == "Ana Ruiz Gil"
    assert (
        read_as(first_name="Ana", last_name="Ruiz", second_last_name="Gil", number="1").name == "Ana Ruiz Gil"
    )
    assert read_as(name="Ana", number="1", phone="+34 600 10 20 30", postcode="8001").postcode == "08001"
    assert person_of(["Ana", "1", "x"], ["name", "number"], TODAY).problems == [("cells", {})]
