"""One brand colour in; the colours of fills, text, links and edges out, each readable on its surface."""

from functools import lru_cache

from coloraide import Color

TEXT, MARK = 4.5, 3.0  # WCAG 2.2: 1.4.3 for text, 1.4.11 for icons and edges
WHITE, BLACK = "#ffffff", "#000000"
# The neutral surfaces of tokens.css and dark.css; a test keeps the three files in step.
SURFACES = {
    "light": {"page": "#f7f4ef", "1": "#ffffff", "2": "#f1ede6"},
    "dark": {"page": "#151311", "1": "#1e1b18", "2": "#282420"},
}
TINT = {"light": 0.10, "dark": 0.17}  # how much of the brand is in the tinted surface
HALVINGS = 12  # 1/4096 of the lightness scale: finer than a step of sRGB


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(Color(other), method="wcag21")


def hexadecimal(colour: Color) -> str:
    return colour.convert("srgb").fit("srgb", method="oklch-chroma").to_string(hex=True)


def on_brand(brand: str) -> str:
    """White if it can be read on the brand, else pure black: the better of the two is never below 4.58."""
    return WHITE if contrast(brand, WHITE) >= TEXT else BLACK


def readable(colour: str, surface: str, ratio: float = TEXT) -> str:
    """The same hue and chroma, its lightness moved the least until it reaches the ratio on the surface."""
    start = Color(colour).convert("oklch")
    if contrast(colour, surface) >= ratio:
        return hexadecimal(start)
    moved = [nearest(start, end, surface, ratio) for end in (0.0, 1.0)]
    reached = [candidate for candidate in moved if contrast(hexadecimal(candidate), surface) >= ratio]
    if not reached:
        return max((WHITE, BLACK), key=lambda plain: contrast(plain, surface))
    return hexadecimal(
        min(
            reached,
            key=lambda candidate: abs(candidate["lightness"] - start["lightness"]),
        )
    )


def nearest(start: Color, end: float, surface: str, ratio: float) -> Color:
    """Halve the way from the colour to black (0) or white (1) until the first that can be read is found."""
    near, far = start["lightness"], end
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        if contrast(hexadecimal(start.clone().set("lightness", middle)), surface) >= ratio:
            far = middle
        else:
            near = middle
    return start.clone().set("lightness", far)


def mixed(ground: str, colour: str, share: float) -> str:
    return hexadecimal(Color(ground).mix(Color(colour), share, space="oklab"))


def hovered(brand: str) -> str:
    """A little away from the text on it, so that hovering never lowers the contrast."""
    return mixed(brand, BLACK if on_brand(brand) == WHITE else WHITE, 0.12)


@lru_cache(maxsize=64)
def palette(brand: str) -> dict[str, dict[str, str]]:
    """Custom properties by theme: the fill, the text on it, and link and edge colours for each surface."""
    return {theme: themed(brand, theme) for theme in SURFACES}


def themed(brand: str, theme: str) -> dict[str, str]:
    surfaces = SURFACES[theme] | {"tint": mixed(SURFACES[theme]["1"], brand, TINT[theme])}
    colours = {
        "brand": hexadecimal(Color(brand)),
        "brand-hover": hovered(brand),
        "on-brand": on_brand(brand),
        "surface-tint": surfaces["tint"],
    }
    for name, surface in surfaces.items():
        colours[f"link-{name}"] = readable(brand, surface)
        colours[f"mark-{name}"] = readable(brand, surface, MARK)
    return colours


def ratios(brand: str) -> list[tuple[str, str, str, float]]:
    """What the owner is shown: theme, what it is for, the colour, its contrast."""
    rows = [("", "on-brand", on_brand(brand), contrast(brand, on_brand(brand)))]
    for theme, colours in palette(brand).items():
        surfaces = SURFACES[theme] | {"tint": colours["surface-tint"]}
        for name, surface in surfaces.items():
            link = colours[f"link-{name}"]
            rows.append((theme, f"link-{name}", link, contrast(link, surface)))
    return [(theme, use, colour, round(ratio, 2)) for theme, use, colour, ratio in rows]


@lru_cache(maxsize=64)
def stylesheet(brand: str) -> str:
    """The custom properties as CSS. Both themes under their own names: tokens.css and dark.css choose."""
    lines = [
        f"--{theme}-{name}:{value}"
        for theme, colours in palette(brand).items()
        for name, value in colours.items()
    ]
    return ":root{" + ";".join(lines) + "}\n"
