"""What the page of one's own data shows: each class with its number, and the exports."""

from operator import itemgetter
from typing import Any

from django.utils import timezone

from accounts.brand.models import Brand
from accounts.privacy import registry
from accounts.privacy.exports import Export


def of(member) -> dict[str, Any]:
    """`holdings`: label, count and fate of each class that holds something, also `by_fate`; the exports."""
    counted = [(held, held.counted(member)) for held in registry.known()]
    holdings = [{"label": held.label, "count": n, "fate": str(held.fate)} for held, n in counted if n]
    return {
        "holdings": holdings,
        "by_fate": sorted(holdings, key=itemgetter("fate")),
        "waiting": Export.objects.of(member).under_way().first(),
        "ready": list(Export.objects.takeable_by(member)),
    }


def file_name(export: Export) -> str:
    day = timezone.localtime(export.ready_at, Brand.current().zone)
    return f"{Brand.current().key_prefix.lower()}-my-data-{day:%Y-%m-%d}.zip"
