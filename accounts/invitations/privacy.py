"""The basic privacy block: who keeps the data, what for, and one's rights (L-21)."""

import hashlib

from django.template.loader import render_to_string
from django.utils import translation

from accounts.brand.models import Brand

TEMPLATE = "accounts/invitations/_privacy.html"


def fingerprint() -> str:
    """sha256 of the block as it is shown now, in this language: kept with the acceptance."""
    shown = render_to_string(TEMPLATE, {"brand": Brand.current()})
    return hashlib.sha256(f"{translation.get_language()}\n{shown}".encode()).hexdigest()
