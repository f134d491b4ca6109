"""The app's doors: a manifest of the brand, icons of its logo or initial, a worker that moves with every version."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from accounts.brand.models import Brand
from accounts.pocket import worker

pytestmark = pytest.mark.django_db
IMPORTED = re.compile(r"""^(?:import|export)\b[^"'();]*["'](\.[^"']+)["'];""", re.M)


def brand(**looks) -> Brand:
    Brand(**{"name": "Club La Ribera", "short_name": "Ribera", "colour": "#D50032"} | looks).save()
    return Brand.current()


def picture_of(answer) -> Image.Image:
    return Image.open(io.BytesIO(answer.content))


def test_the_manifest_is_the_brands_own(client_of):
    brand()
    answer = client_of().get("/manifest.webmanifest", headers={"Accept-Language": "es"})
    said = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["short_name"], said["theme_color"]) == ("Club La Ribera", "Ribera", "#D50032")
    assert (said["id"], said["start_url"], said["scope"], said["display"]) == ("/", "/", "/", "standalone")
    assert said["shortcuts"][1]["name"] == "Mis solicitudes"
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        ("192x192", "any"), ("192x192", "maskable"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for one in said["icons"]:
        found = client_of().get(one["src"])
        assert f"{picture_of(found).width}x{picture_of(found).height}" == one["sizes"]
        assert "immutable" in found.headers["Cache-Control"]


@pytest.mark.parametrize("sign", ["Ñandú", "ribera", "🦜", "字", '"'])
def test_the_icon_shows_the_initial_in_readable_colour(client_of, sign):
    brand(short_name=sign, colour="#FFD400")
    shown = picture_of(client_of().get("/brand/icon.png?size=192"))
    colours = [colour for _count, colour in sorted(shown.getcolors(192 * 192), reverse=True)]
    assert colours[0] == (0xFF, 0xD4, 0)
    assert ((0, 0, 0) in colours) == (sign in ("Ñandú", "ribera", '"')), (
        "black is what one can read on yellow"
    )


def test_the_icon_shows_the_logo_inside_of_every_mask(client_of):
    logo = io.BytesIO()
    Image.new("RGB", (400, 100), "red").save(logo, "PNG")
    brand(logo=logo.getvalue())
    shown = picture_of(client_of().get("/brand/icon.png?size=512")).convert("RGB")
    assert shown.getpixel((256, 256)) == (255, 0, 0)
    assert shown.getpixel((40, 256)) == (255, 255, 255), "the edge may be cut off"


@pytest.mark.parametrize("size", ["0", "-1", "99999", "x", "192.0"])
def test_no_other_size_is_drawn(client_of, size):
    assert client_of().get("/brand/icon.png", {"size": size}).status_code == 404


def test_the_worker_moves_with_the_brand_and_is_asked_for_each_time(client_of):
    brand()
    first = client_of().get("/sw.js")
    assert first.headers["Cache-Control"] == "no-cache"
    assert client_of().get("/sw.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    brand(short_name="Other")
    second = client_of().get("/sw.js", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and second.content != first.content


def test_the_worker_keeps_nothing_of_the_staffs(client_of):
    text = worker.text(brand())
    known = json.loads(text.split(b"\n")[0].removeprefix(b"const HOUSE = ").removesuffix(b";"))
    assert {"/static/css/base.css", "/static/js/pocket.js", "/static/icons/sprite.svg"} <= set(known["shell"])
    assert not [name for name in known["shell"] if "admin" in name or "desk" in name]
    for name in ("/brand.css", "/brand/icon.png"):
        [address] = [one for one in known["shell"] if one.startswith(name)]
        assert client_of().get(address).status_code == 200


def test_the_worker_keeps_whatever_a_kept_module_imports():
    for name in worker._names():
        if name.startswith("js/"):
            text = Path(finders.find(name)).read_text()
            needed = {os.path.normpath(f"{os.path.dirname(name)}/{one}") for one in IMPORTED.findall(text)}
            assert needed <= set(worker._names()), name


def test_every_answer_says_whose_session_it_was_for(ana, client_of):
    assert client_of(ana).get("/device/").headers["X-Member"] == str(ana.pk)
    assert client_of().get("/device/").headers["X-Member"] == "0"


def test_the_line_says_who_is_there_and_gives_a_token_that_counts(ana, client_of):
    browser = client_of(ana, enforce_csrf_checks=True)
    said = browser.get("/device/line/").json()
    assert said["member"] == ana.pk
    assert browser.post("/theme/", {"theme": "dark"}).status_code == 403
    assert (
        browser.post("/theme/", {"theme": "dark"}, headers={"X-CSRFToken": said["token"]}).status_code == 302
    )
    assert client_of().get("/device/line/").json()["member"] == 0


@pytest.mark.parametrize(("language", "words"), [("es", "En este dispositivo"), ("en", "On this device")])
def test_whoever_is_signed_out_gets_the_page_of_the_device_in_the_wanted_language(client_of, language, words):
    page = client_of().get("/device/", {"language": language}).content.decode()
    assert words in page and f'lang="{language}"' in page and 'id="waiting"' not in page
    assert client_of().get("/device/", {"language": "../x\0"}).status_code == 200
