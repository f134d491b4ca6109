"""The regions whose holidays the house knows by heart; names of places, the same in every language."""

from django.utils.translation import gettext_lazy as _

from accounts.brand import zones

SPAIN = (
    ("AN", "Andalucía"),
    ("AR", "Aragón"),
    ("AS", "Asturias"),
    ("CN", "Canarias"),
    ("CB", "Cantabria"),
    ("CM", "Castilla-La Mancha"),
    ("CL", "Castilla y León"),
    ("CT", "Catalunya"),
    ("CE", "Ceuta"),
    ("VC", "Comunitat Valenciana"),
    ("EX", "Extremadura"),
    ("GA", "Galicia"),
    ("IB", "Illes Balears"),
    ("RI", "La Rioja"),
    ("MD", "Madrid"),
    ("ML", "Melilla"),
    ("MC", "Murcia"),
    ("NC", "Navarra"),
    ("PV", "País Vasco / Euskadi"),
)
ABROAD = "-"
CHOICES = [("", _("Spain, national holidays only")), *SPAIN, (ABROAD, _("Outside Spain: I add the holidays"))]


def place_of(region: str) -> dict[str, str]:
    """Country and region as calendars want them; no country, no public holidays."""
    return (
        {"country": "", "subdivision": ""} if region == ABROAD else {"country": "ES", "subdivision": region}
    )


def of_zone(zone: str) -> str:
    """What a house in this zone most likely is in; which region of the mainland, only its owner knows."""
    if zones.places().get(zone, "ES") != "ES":
        return ABROAD
    return {"Atlantic/Canary": "CN", "Africa/Ceuta": "CE"}.get(zone, "")
