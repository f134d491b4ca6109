"""The criticism guard: no complaint goes out of sight by one person's hand, nor for being bad for the brand (L-19)."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from community.moderation.grounds import LISTED

GUARDED = ("hidden", "taken", "closed")


def is_criticism(matter) -> bool:
    """A complaint by its kind, by its ticket, or because somebody said that it is one."""
    if not hasattr(matter, "handling"):
        return False  # a person
    flagged = matter.flags.filter(only_follows=False)
    return bool(matter.handling) or getattr(matter, "kind", "") == "complaint" or flagged.exists()


def complaints(model, prefix: str = "") -> Q:
    """The same as a condition on posts, comments or messages."""
    found = ~Q(**{f"{prefix}handling": ""}) | Q(**{f"{prefix}flags__only_follows": False})
    return found | Q(**{f"{prefix}kind": "complaint"}) if model.__name__ == "Post" else found


def require_listed(ground: str) -> None:
    """Raises ValidationError for a ground on which no complaint goes out of sight."""
    if ground not in LISTED:
        raise ValidationError(
            {
                "ground": _(
                    "A complaint is hidden for one of the listed rules only, never for what it says of us."
                )
            }
        )
