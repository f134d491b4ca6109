"""C-14: whatever colour the owner likes, everybody can read it."""

import re
from pathlib import Path

import pytest

from accounts.brand import colours

CSS = Path(__file__).resolve().parents[3] / "static" / "css"
TEN = [
    *("#FFD400", "#0A2342", "#FFFFFF", "#000000", "#808080"),
    *("#D50032", "#FF6A00", "#00A651", "#1F6F54", "#7A3CFF"),
]


@pytest.mark.parametrize(
    ("colour", "on_it"),
    [("#FFD400", "#000000"), ("#D50032", "#ffffff"), ("#0A2342", "#ffffff"), ("#808080", "#000000")],
)
def test_text_on_the_brand_is_white_when_that_reads_and_black_otherwise(colour, on_it):
    assert colours.on_brand(colour) == on_it


@pytest.mark.parametrize(
    ("colour", "surface", "link"),
    [
        ("#FFD400", "#ffffff", "#917300"),
        ("#FF6A00", "#ffffff", "#d34600"),
        ("#00A651", "#ffffff", "#008936"),
        ("#0A2342", "#15171a", "#6582a7"),
        ("#D50032", "#15171a", "#f03348"),
    ],
)
def test_a_link_keeps_its_hue_and_moves_its_lightness_the_least(colour, surface, link):
    assert colours.readable(colour, surface) == link


def test_a_colour_that_reads_already_is_left_alone():
    assert colours.readable("#1f6f54", "#ffffff") == "#1f6f54"


@pytest.mark.parametrize("colour", TEN)
def test_ten_brands_are_readable_on_every_surface_of_both_themes(colour):
    for theme, chosen in colours.palette(colour).items():
        surfaces = colours.SURFACES[theme] | {"tint": chosen["surface-tint"]}
        for name, surface in surfaces.items():
            assert colours.contrast(chosen[f"link-{name}"], surface) >= 4.5
            assert colours.contrast(chosen[f"mark-{name}"], surface) >= 3
        assert colours.contrast(chosen["on-brand"], chosen["brand"]) >= 4.5
        assert colours.contrast(chosen["on-brand"], chosen["brand-hover"]) >= 4.5


@pytest.mark.parametrize("colour", TEN)
@pytest.mark.parametrize(("theme", "file"), [("light", "tokens.css"), ("dark", "dark.css")])
def test_plain_and_quiet_text_read_on_every_surface_and_on_the_tint(colour, theme, file):
    tokens = tokens_of(file)
    surfaces = [*colours.SURFACES[theme].values(), colours.palette(colour)[theme]["surface-tint"]]
    for text in (tokens["text"], tokens["text-muted"]):
        assert min(colours.contrast(text, surface) for surface in surfaces) >= 4.5


@pytest.mark.parametrize(("theme", "file"), [("light", "tokens.css"), ("dark", "dark.css")])
def test_the_stylesheets_have_the_surfaces_that_the_colours_are_computed_for(theme, file):
    tokens = tokens_of(file)
    assert {name: tokens[f"surface-{name}"] for name in colours.SURFACES[theme]} == colours.SURFACES[theme]


@pytest.mark.parametrize(("theme", "file"), [("light", "tokens.css"), ("dark", "dark.css")])
@pytest.mark.parametrize(
    "hue", ["neutral", "blue", "amber", "green", "red", "violet", "rose", "teal", "gold"]
)
def test_the_fixed_hues_read_on_their_wash_and_on_a_card(theme, file, hue):
    tokens = tokens_of(file)
    for ground in (tokens[f"{hue}-wash"], colours.SURFACES[theme]["1"]):
        assert colours.contrast(tokens[f"{hue}-ink"], ground) >= 4.5
    assert colours.contrast(tokens[f"{hue}-line"], colours.SURFACES[theme]["1"]) >= 3


def test_both_themes_name_the_same_tokens_where_they_differ():
    assert set(tokens_of("dark.css")) <= set(tokens_of("tokens.css"))


def tokens_of(file: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (CSS / file).read_text()))
