"""Time zones are offered by their places, the house's country first; an old name that is kept stays as it is."""

import pytest

from accounts.brand import zones
from accounts.brand.forms import ZoneField
from accounts.brand.models import Brand
from accounts.members.forms import PreferencesForm
from accounts.members.models import Member

OLD = {
    "Asia/Calcutta",
    "Europe/Kiev",
    "US/Pacific",
    "Brazil/East",
    "America/Buenos_Aires",
    "EST",
    "Etc/GMT+3",
}


def offered(zone: str) -> list[str]:
    return [name for _continent, names in zones.around(zone) for name, _label in names]


def test_each_place_stands_once_and_no_old_name_with_it():
    names = offered("Europe/Madrid")
    assert len(names) == len(set(names)) > 400 and not OLD & set(names) and zones.known() > OLD
    assert {"Asia/Kolkata", "Europe/Kyiv", "Europe/Amsterdam", "America/Argentina/Buenos_Aires"} < set(names)
    assert zones.city("America/Argentina/Buenos_Aires") == "Buenos Aires, Argentina"


@pytest.mark.parametrize(
    ("house", "first"),
    [
        ("Atlantic/Canary", {"Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"}),
        ("Europe/Lisbon", {"Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"}),
    ],
)
def test_the_country_of_the_house_comes_first(house, first):
    assert set(offered(house)[:3]) == first


def test_a_house_whose_zone_has_an_old_name_is_offered_the_world():
    assert offered("Asia/Calcutta")[0] == "Africa/Abidjan"


def test_who_has_an_old_name_keeps_it_and_nobody_else_is_offered_it(db, client_of, ana, bruno):
    Member.objects.filter(pk=ana.pk).update(timezone="Asia/Calcutta")
    option = '<option value="Asia/Calcutta" selected>Calcutta</option>'
    assert option in client_of(Member.objects.get(pk=ana.pk)).get("/settings/preferences/").content.decode()
    assert "Calcutta" not in client_of(bruno).get("/settings/preferences/").content.decode()
    kept = {"language": "en", "theme": "auto", "timezone": "Asia/Calcutta"}
    assert (
        PreferencesForm(kept).is_valid()
        and not PreferencesForm(kept | {"timezone": "Asia/Ribera"}).is_valid()
    )


def test_the_desk_asks_for_zones_in_the_same_way(db, client_of, gema):
    Brand(timezone="Europe/Kiev").save()
    browser = client_of(gema)
    for path, name in (
        ("accounts/brand/1/change/", "timezone"),
        ("accounts/centre/add/", "timezone"),
        ("tickets/businesscalendar/add/", "zone"),
    ):
        form = browser.get(f"/admin/{path}").context["adminform"].form
        assert isinstance(form.fields[name], ZoneField) and str(form[name]).count("<optgroup") == 10
    page = browser.get("/admin/accounts/brand/1/change/").content.decode()
    assert '<option value="Europe/Kiev" selected>Kiev</option>' in page
