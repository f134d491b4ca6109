"""The brand's public faces: stylesheet, logo, light and dark."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image

from accounts.brand.logos import small_png
from accounts.brand.models import Brand


def picture(kind="PNG", size=(64, 32), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **options)
    return out.getvalue()


def test_visitors_get_the_stylesheet_of_the_brand_for_a_year(client, db):
    Brand(colour="#D50032").save()
    answer = client.get("/brand.css", {"v": Brand.current().style_version})
    assert answer["Content-Type"].startswith("text/css")
    assert "--light-brand:#d50032" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]


def test_an_old_version_of_the_stylesheet_is_kept_briefly(client, db):
    assert "immutable" not in client.get("/brand.css", {"v": "old"})["Cache-Control"]


def test_another_colour_is_another_version():
    assert Brand(colour="#D50032").style_version != Brand(colour="#D50033").style_version


def test_there_is_no_logo_until_one_is_given(client, db):
    assert client.get("/brand/logo.png").status_code == 404
    Brand(logo=small_png(picture())).save()
    answer = client.get("/brand/logo.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (64, 32)


def test_a_logo_is_made_again_small_and_without_what_it_carried():
    exif = Image.Exif()
    exif[0x010E] = "where we live"
    again = small_png(picture("JPEG", (2000, 1000), exif=exif))
    assert Image.open(io.BytesIO(again)).size == (512, 256)
    assert b"where we live" not in again


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture()[:40],
        b"GIF89a" + b"\x00" * 20,
        picture(size=(5000, 10)),
        b"\x89PNG" + b"x" * (5 * 1024 * 1024),
    ],
)
def test_row_44_what_is_no_picture_or_too_much_of_one_is_no_logo(bad):
    with pytest.raises(ValidationError):
        small_png(bad)


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_visitor_chooses_a_theme_and_goes_back_where_they_were(client, db, theme):
    answer = client.post(reverse("brand:theme"), {"theme": theme, "next": "/customer-service/"})
    assert answer.headers["Location"] == "/customer-service/"
    assert client.cookies["theme"].value == theme


@pytest.mark.parametrize(
    "elsewhere",
    [
        *(
            "https://evil.example/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
        ),
        *(
            "javascript:alert(1)",
            " https://evil.example",
            "http:evil.example",
            "/\t/evil.example",
            "\x00//evil",
        ),
        *(
            "https:/\\evil.example",
            "//evil.example%2f..",
            "http://testserver@evil.example",
            "ftp://testserver",
            "",
        ),
    ],
)
def test_row_27_the_theme_switch_leads_nowhere_else(client, db, elsewhere):
    assert client.post("/theme/", {"theme": "dark", "next": elsewhere}).headers["Location"] == "/"


def test_a_theme_that_does_not_exist_is_not_remembered(client, db):
    client.post("/theme/", {"theme": "<script>"})
    assert "theme" not in client.cookies


def test_looking_at_the_theme_switch_changes_nothing(client, db):
    assert client.get("/theme/").status_code == 405
