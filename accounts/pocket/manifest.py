"""What a browser needs to know to put the house on a home screen: its name, its colours, its icons."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from accounts.pocket import icons

PAPER = "#f7f4ef"  # --surface-page: what is seen before the first page is


def manifest(brand: Brand) -> dict:
    """The manifest in the language of the request, ready to be sent as JSON."""
    return {
        "id": "/",
        "name": brand.name,
        "short_name": brand.short_name,
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": brand.colour,
        "categories": ["social"],
        "icons": [_icon(brand, size, use) for size in (192, 512) for use in ("any", "maskable")],
        "shortcuts": [
            {"name": _("New complaint"), "url": "/posts/new/?kind=complaint"},
            {"name": _("My requests"), "url": "/requests/"},
            {"name": _("Chat"), "url": "/chat/"},
        ],
    }


def _icon(brand: Brand, size: int, use: str) -> dict:
    address = icons.address(size, brand.version)
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
