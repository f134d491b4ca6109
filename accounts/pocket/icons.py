"""The icon that the house has on a home screen: the brand's logo on white, or its initial on its colour."""

import io
from functools import lru_cache

import typst
from django.urls import reverse
from PIL import Image

from accounts.brand.models import Brand

SIZES = (180, 192, 512)  # pixels: Apple's home screen, and the two that the others ask for
FACE = b"""
#set page(width: 512pt, height: 512pt, margin: 0pt, fill: rgb(sys.inputs.ground))
#set text(font: "DejaVu Sans Mono", weight: "bold", size: 300pt, fill: rgb(sys.inputs.ink))
#place(center + horizon, text(top-edge: "bounds", bottom-edge: "bounds", sys.inputs.sign))
"""


def address(size: int, version: str) -> str:
    """Where the icon of this version of the brand is, for good."""
    return f"{reverse('pocket:icon')}?size={size}&v={version}"


def icon(brand: Brand, size: int) -> bytes:
    """A square PNG without transparency. What matters is inside the middle four fifths, so that any mask may cut it."""
    return _drawn(bytes(brand.logo), brand.short_name[:1], brand.colour, brand.on_colour, size)


@lru_cache(maxsize=16)
def _drawn(logo: bytes, sign: str, ground: str, ink: str, size: int) -> bytes:
    whole = _with_logo(logo) if logo else _with_initial(sign, ground, ink)
    out = io.BytesIO()
    whole.convert("RGB").resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _with_logo(logo: bytes) -> Image.Image:
    sheet = Image.new("RGBA", (512, 512), "white")
    with Image.open(io.BytesIO(logo)) as picture:
        shown = picture.convert("RGBA")
    most = 360 / max(shown.size)
    shown = shown.resize((max(1, round(shown.width * most)), max(1, round(shown.height * most))))
    sheet.alpha_composite(shown, ((512 - shown.width) // 2, (512 - shown.height) // 2))
    return sheet


def _with_initial(sign: str, ground: str, ink: str) -> Image.Image:
    """Latin, Greek or Cyrillic; what else a name may begin with the font does not know, and shows nothing."""
    plain = sign.upper()[:1]
    told = {"sign": plain if "!" <= plain <= "\u052f" else "", "ground": ground, "ink": ink}
    drawn = typst.compile(FACE, format="png", ppi=72.0, sys_inputs=told, ignore_system_fonts=True)
    return Image.open(io.BytesIO(drawn))
