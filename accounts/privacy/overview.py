"""What the page of one's own data shows: each class with its number, and the exports."""

from typing import Any

from django.utils import timezone

from accounts.brand.models import Brand
from accounts.privacy import registry
from accounts.privacy.exports import Export


def of(member) -> dict[str, Any]:
    """`holdings`: label, count and fate of each class that holds something; `waiting` and `ready` exports."""
    counted = [(held, held.counted(member)) for held in registry.known()]
    return {
        "holdings": [
            {"name": held.name, "label": held.label, "count": count, "fate": held.fate}
            for held, count in counted
            if count
        ],
        "waiting": Export.objects.of(member).under_way().first(),
        "ready": list(Export.objects.takeable_by(member)),
    }


def file_name(export: Export) -> str:
    day = timezone.localtime(export.ready_at, Brand.current().zone)
    return f"{Brand.current().key_prefix.lower()}-my-data-{day:%Y-%m-%d}.zip"
