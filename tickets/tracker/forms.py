"""Reference and e-mail: what a signed-out customer needs to follow a request (L-03)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.desk.keys import read_key


class TrackForm(forms.Form):
    key = forms.CharField(
        label=_("Reference"), max_length=40, help_text=_("It looks like RIB-2026-004217-K."),
        error_messages={"required": _("Write the reference that is on your receipt.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail"),
        error_messages={
            "required": _("Write the e-mail that you gave us."),
            "invalid": _("This is not an e-mail."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_key(self):
        # A slip of the pen: saying so tells nobody which references exist.
        key = read_key(self.cleaned_data["key"])
        if key is None:
            raise forms.ValidationError(
                _(
                    "This is not a whole reference. Copy it letter by letter from your receipt; it ends in a letter."
                )
            )
        return key
