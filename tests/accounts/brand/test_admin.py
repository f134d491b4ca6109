"""The owner dresses the house on the staff's desk; nobody else does."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.brand.models import Brand

DESK = "/admin/accounts/brand/1/change/"
FORM = {
    "name": "Club Deportivo La Ribera",
    "short_name": "La Ribera",
    "colour": "#D50032",
    "key_prefix": "RIB",
    "language": "es",
    "timezone": "Europe/Madrid",
    "originals_days": "90",
    "second_fact": "postcode",
}


def logo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "red").save(out, "PNG")
    return SimpleUploadedFile("../../logo.png", out.getvalue(), "text/html")


def test_gema_finds_the_brand_before_it_was_ever_saved(client_of, gema):
    page = client_of(gema).get("/admin/accounts/brand/", follow=True)
    assert page.redirect_chain == [(DESK, 302)]
    assert "4.5" in page.content.decode() or "Contrast" in page.content.decode()


def test_gema_names_the_house_and_gives_it_a_logo(client_of, gema):
    answer = client_of(gema).post(DESK, FORM | {"new_logo": logo()})
    assert answer.status_code == 302
    brand = Brand.current()
    assert (brand.short_name, brand.colour) == ("La Ribera", "#D50032")
    assert Image.open(io.BytesIO(bytes(brand.logo))).size == (512, 171)


def test_gema_takes_the_logo_away(client_of, gema):
    browser = client_of(gema)
    browser.post(DESK, FORM | {"new_logo": logo()})
    browser.post(DESK, FORM | {"no_logo": "on"})
    assert Brand.current().logo_version == ""


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_saved(client_of, gema):
    page = client_of(gema).post(DESK, FORM | {"colour": "red", "short_name": "Kept"})
    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) == {"colour"}
    assert 'value="Kept"' in page.content.decode()
    assert not Brand.objects.exists()


def test_gema_sees_a_colour_before_she_saves_it(client_of, gema):
    page = client_of(gema).get("/admin/accounts/brand/preview/", {"colour": "#FFD400"})
    assert 'fill="#ffd400"' in page.content.decode()


@pytest.mark.parametrize("colour", ["", "red", "#fff", '"><script>', "#FFD400; x"])
def test_a_preview_of_nonsense_is_refused(client_of, gema, colour):
    assert client_of(gema).get("/admin/accounts/brand/preview/", {"colour": colour}).status_code == 400


@pytest.mark.parametrize("address", [DESK, "/admin/accounts/brand/", "/admin/accounts/brand/preview/"])
def test_an_agent_does_not_dress_the_house(client_of, sol, address):
    browser = client_of(sol)
    assert browser.get(address, {"colour": "#FFD400"}).status_code == 403
    assert browser.post(DESK, FORM).status_code == 403


@pytest.mark.parametrize("address", [DESK, "/admin/accounts/brand/", "/admin/accounts/brand/preview/"])
def test_members_and_visitors_do_not_even_come_near(client_of, ana, address):
    assert client_of(ana).get(address).status_code in {302, 403}
    assert client_of().get(address).status_code == 302


def test_there_is_no_second_brand_and_no_deleting_the_first(client_of, gema):
    browser = client_of(gema)
    assert browser.get("/admin/accounts/brand/add/").status_code == 403
    assert browser.post("/admin/accounts/brand/1/delete/").status_code == 403
    assert browser.get("/admin/accounts/brand/2/change/").status_code == 302
