"""The house itself: its name and words, how it looks, and who answers for it before the law."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.brand.forms import BrandForm, ZoneField
from accounts.brand.models import Brand
from accounts.members import names
from config.first_day.forms.asking import Asking, OfBrand

# What half of all houses are called: it tells none of them from the next.
OF_MANY = """
the and del las los club clube team sports sport sporting sailing football tennis golf society association group
shop shops store stores phone phones mobile gym fitness restaurant deportivo deportiva nautico sociedad asociacion
gimnasio tienda tiendas movil moviles grupo tenis futbol
"""


class IdentityForm(OfBrand):
    timezone = ZoneField()
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=24,
        required=False,
        help_text=_("Beside the logo. Left empty it is the beginning of the name."),
    )
    key_prefix = forms.CharField(
        label=_("Letters of your references"),
        max_length=6,
        required=False,
        help_text=_("Requests are called RIB-2026-004217-K. Left empty they are the first letters of the name."),
    )  # fmt: skip

    class Meta:
        model = Brand
        fields = ("name", "short_name", "language", "timezone", "key_prefix")
        labels = {"name": _("What is your club or shop called?"), "language": _("Its language")}
        help_texts = {
            "language": _("For mails to people whose own we do not know. Each member chooses another for themselves.")
        }  # fmt: skip
        error_messages = {"name": {"required": _("Write its name: people have to know where they are.")}}
        widgets = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = Brand._meta.get_field("language").flatchoices
        if self.instance._state.adding:
            spoken = translation.get_language() or self.instance.language
            self.initial |= {"name": "", "short_name": "", "key_prefix": "", "language": spoken}

    def clean_name(self) -> str:
        return names.clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        name = said.get("name", "")
        said["short_name"] = said.get("short_name") or name[:24].strip()
        said["key_prefix"] = (said.get("key_prefix") or letters_of(name)).upper()
        return said


def letters_of(name: str) -> str:
    """The first three letters of the last long word that is its own: "La Ribera Sports Club" is RIB."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall("[A-Za-z]{3,}", plain)
    words = [word for word in words if word.lower() not in OF_MANY.split()] or words
    return words[-1][:3].upper() if words else "TER"


class LookForm(Asking, BrandForm):
    timezone = arbitration_url = None

    class Meta(BrandForm.Meta):
        fields = ("colour",)  # type: ignore[assignment]
        labels = {"colour": _("Your colour")}
        help_texts = {
            "colour": _("One is enough: every shade is computed from it, so that all of it can be read.")
        }
        widgets = {"colour": forms.TextInput(attrs={"type": "color", "list": "colours"})}

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, instance=Brand.to_change(), **kwargs)
        if not self.instance.logo:
            del self.fields["no_logo"]

    def send(self) -> dict[str, Any]:
        self.save()
        return {}


class LegalForm(OfBrand):
    many_people = forms.BooleanField(label=_("We are 250 people or more"), required=False)
    much_turnover = forms.BooleanField(
        label=_("We turn over more than 50 million euros a year"), required=False
    )
    much_balance = forms.BooleanField(label=_("Our balance is above 43 million euros"), required=False)
    arbitration_url = forms.URLField(label=_("Its page"), required=False, assume_scheme="https")
    minimum_age = forms.IntegerField(
        label=capfirst(_("minimum age")),
        min_value=14,
        max_value=99,
        help_text=_("Whoever joins declares to be at least this old. Under 14 the law asks for a parent."),
    )

    SIZE = ("many_people", "much_turnover", "much_balance")
    NEEDED = {
        "legal_name": _("Write who answers for the house: its legal pages name them."),
        "address": _("Write where they can be found: a letter has to reach somebody."),
        "contact_email": _("Write an address that somebody reads: it stands on the legal pages."),
    }

    class Meta:
        model = Brand
        fields = (
            *("legal_name", "tax_id", "address", "contact_email", "contact_phone", "minimum_age"),
            *("adheres_to_arbitration", "arbitration_body", "arbitration_url"),
        )
        labels = {"adheres_to_arbitration": _("We have joined consumer arbitration or mediation")}
        widgets = {"address": forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"})}

    def __init__(self, *args: Any, kept: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = self.instance.obliged_by_law_10_2025
        self.initial |= {name: (kept or {}).get(name, False) for name in self.SIZE}
        if bound and not any(self.initial[name] for name in self.SIZE):
            self.initial["many_people"] = True
        self.initial["contact_email"] = self.initial.get("contact_email") or self.by.email
        for name, wrong in self.NEEDED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = wrong

    @property
    def size(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SIZE]

    @property
    def holder(self) -> list[forms.BoundField]:
        return [self[name] for name in ("legal_name", "tax_id", "address", "contact_email", "contact_phone")]

    @property
    def arbitration(self) -> list[forms.BoundField]:
        return [self[name] for name in ("adheres_to_arbitration", "arbitration_body", "arbitration_url")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.instance.obliged_by_law_10_2025 = any(said.get(name) for name in self.SIZE)
        return said

    def answers(self) -> dict[str, Any]:
        return {name: bool(self.cleaned_data[name]) for name in self.SIZE}
