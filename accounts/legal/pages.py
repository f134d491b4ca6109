"""What a legal page shows: the owner's newest words, else ours, filled in with what the brand says of itself."""

from typing import Any

from accounts.brand.models import Brand
from accounts.legal.models import LegalText, Page

LANGUAGES = ("es", "en")


def shown(page: str, language: str, version: str = "") -> dict[str, Any] | None:
    """The context of the page; None for a version that there is not. Version 0 is the text the house came with."""
    spoken = language if language in LANGUAGES else Brand.current().language
    versions = list(LegalText.objects.versions(page, spoken))
    wanted = version or (str(versions[0].number) if versions else "0")
    text = next((text for text in versions if str(text.number) == wanted), None)
    if text is None and wanted != "0":
        return None
    return {
        "title": Page(page).label,
        "page": page,
        "text": text,
        "template": f"accounts/legal/{spoken}/{page}.html",
        "versions": versions,
        "is_old": bool(versions) and text is not versions[0],
    }
