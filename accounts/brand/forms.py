"""The brand's form on the staff's desk: a colour that is seen while it is chosen, a logo that is made again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.brand.logos import small_png
from accounts.brand.models import Brand

LIVE_PREVIEW = {
    "type": "color",
    "hx-get": "../../preview/",
    "hx-trigger": "input changed delay:150ms",
    "hx-target": "#brand-preview",
}


class BrandForm(forms.ModelForm):
    new_logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP; shown 32 px high.")
    )
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
