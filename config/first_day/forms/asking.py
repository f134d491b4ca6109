"""What every form of setting up knows. Each `send()` writes what was answered and returns what is kept of it.

A form that is not changed and sent anyway says: it is right as it stands.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext

from accounts.brand.models import Brand


class Asking:
    """What every step's form knows: who answers, and whether the page stays for more."""

    stays = False
    by: Any

    @property
    def said(self) -> str:
        """What the next page begins with."""
        return gettext("Saved.")

    def answers(self) -> dict[str, Any]:
        return {}


class OfBrand(Asking, forms.ModelForm):
    """A few columns of the brand's one row, read fresh so that nothing else is written back."""

    initial: dict[str, Any]

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, instance=Brand.to_change(), **kwargs)

    def send(self) -> dict[str, Any]:
        self.save()
        return self.answers()
