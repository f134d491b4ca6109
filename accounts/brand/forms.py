"""Forms of the brand: a colour that is seen while it is chosen, a logo that is made again, a zone by its place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.brand import zones
from accounts.brand.logos import small_png
from accounts.brand.models import NO_ZONE, Brand, Centre

LIVE_PREVIEW = {
    "type": "color",
    "hx-get": "../../preview/",
    "hx-trigger": "input changed delay:150ms",
    "hx-target": "#brand-preview",
}


class ZoneSelect(forms.Select):
    """Offers one name a place; an old name that is kept from before stands there too, and stays as it is."""

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        groups = super().optgroups(name, value, attrs)
        for old in {*value} & (zones.known() - zones.places().keys()):
            one = self.create_option(name, old, zones.city(old), True, len(groups), attrs=attrs)
            groups.append((None, [one], len(groups)))
        return groups


class ZoneField(forms.ChoiceField):
    """A time zone, the house's country first; with `empty`, the words for none."""

    widget = ZoneSelect
    default_error_messages = {"invalid_choice": NO_ZONE}

    def __init__(self, *, empty: Any = None, **how: Any) -> None:
        first = [] if empty is None else [("", empty)]
        super().__init__(
            **{"label": _("Time zone")} | how,
            choices=lambda: [*first, *zones.around(Brand.current().timezone)],
        )

    def valid_value(self, value: Any) -> bool:
        """Any name of a zone: devices send old ones."""
        return value in zones.known()


class CentreForm(forms.ModelForm):
    timezone = ZoneField()

    class Meta:
        model = Centre
        fields = ("name", "slug", "is_default", "timezone", "country", "subdivision", "address")


class BrandForm(forms.ModelForm):
    new_logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP; shown 32 px high.")
    )
    timezone = ZoneField()
    arbitration_url = forms.URLField(label=_("Its page"), required=False, assume_scheme="https")
    no_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Brand
        fields = (
            *("name", "short_name", "colour", "key_prefix", "language", "timezone"),
            *("legal_name", "tax_id", "address", "contact_email", "contact_phone"),
            *(
                "welcome",
                "service_hours",
                "service_text",
                "second_fact",
                "obliged_by_law_10_2025",
                "adheres_to_arbitration",
            ),
            *("arbitration_body", "arbitration_url", "adr_text"),
        )
        widgets = {"colour": forms.TextInput(attrs=LIVE_PREVIEW)}

    def clean_new_logo(self) -> bytes | None:
        sent = self.cleaned_data.get("new_logo")
        return small_png(sent.read()) if sent else None

    def save(self, commit: bool = True) -> Brand:
        if self.cleaned_data.get("new_logo"):
            self.instance.logo = self.cleaned_data["new_logo"]
        elif self.cleaned_data.get("no_logo"):
            self.instance.logo = b""
        return super().save(commit)
