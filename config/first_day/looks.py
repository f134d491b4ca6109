"""The look before it is saved: real pieces of the site in the frame of a telephone, light and dark beside each other.

The tokens of both themes are taken from their own files and given to the frame alone, so it shows what pages will show.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.brand import colours
from accounts.brand.models import Brand, hex_colour

CHOICES = ("#1F6F54", "#0B5FA5", "#7A2E8E", "#B3261E", "#C2410C", "#8A6100", "#0F766E", "#334155", "#F2C230")
SOMEBODY = ("Ana Ruiz", "AR", "Sol")  # who stands in the frames


def tokens(file: str) -> str:
    """What stands in the :root of a stylesheet of ours."""
    text = Path(finders.find(f"css/{file}")).read_text()
    return text.partition(":root {")[2].rpartition("}")[0]


@lru_cache(maxsize=64)
def stylesheet(colour: str) -> str:
    """Both frames in this colour."""
    own = colours.stylesheet(colour).partition("{")[2].rpartition("}")[0]
    light, dark = tokens("tokens.css"), tokens("dark.css")
    return f".phone{{{own};{light}}}\n.phone-dark{{{dark}}}\n"


def contrasts(colour: str) -> list[dict[str, Any]]:
    """What the colour does where words stand on it or in it, each in a sentence with its number."""
    on = colours.on_brand(colour)
    on_button = colours.contrast(colour, on)
    white = on == colours.WHITE
    sentence = (
        gettext("White words on your colour.")
        if white
        else gettext("Your colour is light, so the words on it are black.")
    )
    return [
        {"ratio": round(on_button, 1), "text": sentence, "colour": colour, "ink": on},
        link(colour, "light", gettext("As a link on white your colour can be read as it is."),
             gettext("As a link on white your colour is too pale, so links take a darker shade of it.")),
        link(colour, "dark", gettext("In the dark your colour can be read as it is."),
             gettext("In the dark your colour is too deep, so links take a lighter shade of it.")),
    ]  # fmt: skip


def link(colour: str, theme: str, as_it_is: str, moved: str) -> dict[str, Any]:
    surface = colours.SURFACES[theme]["1"]
    shown = colours.palette(colour)[theme]["link-1"]
    same = colours.contrast(colour, surface) >= colours.TEXT
    ratio = round(colours.contrast(shown, surface), 1)
    return {"ratio": ratio, "text": as_it_is if same else moved, "colour": surface, "ink": shown}


def colour_or(wanted: str, *, otherwise: str) -> str:
    """The colour if it is one."""
    try:
        hex_colour(wanted)
    except ValidationError:
        return otherwise
    return wanted


def preview_of(colour: str, brand: Brand) -> dict[str, Any]:
    """What the two frames show."""
    known = {"somebody": SOMEBODY, "letters": "Aa"}
    return known | {"colour": colour, "contrasts": contrasts(colour), "shown": brand}
