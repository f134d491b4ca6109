"""The look before it is saved: the frames wear the site's own tokens, and every contrast is enough and explained."""

import pytest

from accounts.brand.models import Brand
from config.first_day import looks


@pytest.mark.parametrize("colour", [*looks.CHOICES, "#ffffff", "#000000", "#ff00ff"])
def test_whatever_is_picked_can_be_read(colour):
    assert all(one["ratio"] >= 4.5 for one in looks.contrasts(colour))


def test_a_pale_colour_is_said_to_be_moved():
    said = [one["text"] for one in looks.contrasts("#F2C230")]
    assert "black" in said[0] and "too pale" in said[1] and "as it is" in said[2]


def test_the_frames_wear_both_themes_and_touch_nothing_else():
    sheet = looks.stylesheet("#7A2E8E")
    assert (
        sheet.startswith(".phone{--light-brand:#7a2e8e") and ".phone-dark{" in sheet and ":root" not in sheet
    )
    assert "--surface-page: #f7f4ef" in sheet and "--surface-page: #151311" in sheet
    assert sheet.count("{") == sheet.count("}") == 2


@pytest.mark.django_db
def test_seeing_keeps_nothing(gema, client_of):
    browser = client_of(gema)
    fragment = browser.get("/first-day/look/preview/?colour=%237A2E8E").content.decode()
    assert "phone.css?colour=%237A2E8E" in fragment and "<html" not in fragment
    assert browser.get("/first-day/look/preview/?colour=red}").status_code == 400
    seen = browser.post("/first-day/look/", {"colour": "#7A2E8E", "see": "1"})
    assert seen.status_code == 200 and 'value="#7A2E8E"' in seen.content.decode()
    assert 'value="#0B5FA5"' in browser.get("/first-day/look/?colour=%230B5FA5").content.decode()
    assert not Brand.objects.exists()
    browser.post("/first-day/look/", {"colour": "#7A2E8E"})
    assert Brand.to_change().colour == "#7A2E8E"
