"""The basic privacy block: who keeps the data, what for, and one's rights (L-21)."""

from django.template.loader import render_to_string
from django.utils import translation

from accounts.brand.models import Brand
from accounts.legal.models import Notice

TEMPLATE = "accounts/invitations/_privacy.html"


def fingerprint() -> str:
    """sha256 of the block as it is shown now, in this language; kept with the acceptance, and the block beside it."""
    shown = render_to_string(TEMPLATE, {"brand": Brand.current()})
    return Notice.objects.keep(shown, translation.get_language())
