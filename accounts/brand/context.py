"""What every page may know of the house: the brand, and the theme that this browser chose."""

from typing import Any

from django.http import HttpRequest

from accounts.brand.models import Brand
from accounts.brand.themes import chosen_theme


def brand(request: HttpRequest) -> dict[str, Any]:
    return {"brand": Brand.current(), "theme": chosen_theme(request)}
