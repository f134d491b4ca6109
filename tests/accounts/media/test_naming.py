"""Names of files cannot mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.media.naming import clean


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pista 2.JPG", "Pista 2.webp"),
        ("foto.webp", "foto.webp"),
        ("FOTO.WEBP", "FOTO.webp"),
        ("../../etc/passwd", "passwd.webp"),
        ("C:\\Users\\Ana\\goteras.png", "goteras.webp"),
        ("factura\u202egpj.exe", "facturagpj.exe.webp"),
        ("a\u200bb\u2066c\ufeffd", "abcd.webp"),
        ("l\u00ednea\r\nSet-Cookie: a=b", "l\u00edneaSet-Cookie_ a=b.webp"),
        ("n\u0303andu\u0301", "\u00f1and\u00fa.webp"),
        ("a\x00b\x1fc", "abc.webp"),
        ("...", "file.webp"),
        ("", "file.webp"),
        (None, "file.webp"),
        ("/", "file.webp"),
        (".htaccess", "htaccess.webp"),
        ('"><img src=x>', "___img src=x_.webp"),
        ("  many   blanks  ", "many blanks.webp"),
    ],
)
def test_a_name_is_what_can_be_seen_of_it(name, expected):
    assert clean(name, ".webp") == expected


@given(st.text(max_size=400))
def test_whatever_it_was_it_is_short_printable_and_ends_as_what_it_is(name):
    cleaned = clean(name, ".pdf")
    assert cleaned.endswith(".pdf") and 5 <= len(cleaned) <= 120
    assert cleaned.isprintable() and not set(cleaned) & set('/\\<>:"|?*')
    assert clean(cleaned, ".pdf") == cleaned
