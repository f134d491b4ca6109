"""Forms of talking to a person: the first words, or a number and an hour."""

import re
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.rendering.markdown import tidy
from community.submissions.once import Once
from tickets.talks import hours
from tickets.talks.callbacks import hour_of

PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,28}[0-9]", re.ASCII)


class Words(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def clean(self, value):
        return tidy(super().clean(value))


class AskForm(Once):
    text = Words(label=_("What is it about?"))


class CallBackForm(Once):
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    call_at = forms.ChoiceField(
        label=_("When"),
        error_messages={"invalid_choice": _("That hour has passed. Choose another one.")},
    )
    text = Words(label=_("What is it about?"))

    def __init__(self, *args, as_of: datetime | None = None, **kwargs):
        # It stands beside the other form, whose fields have the same names.
        super().__init__(*args, auto_id="call_%s", **kwargs)
        offered = hours.calls_from(as_of or timezone.now())
        self.fields["call_at"].choices = [(begin.isoformat(), hour_of(begin)) for begin in offered]

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Write a telephone number, such as +34 600 000 000."))
        return phone

    def clean_call_at(self) -> datetime:
        return datetime.fromisoformat(self.cleaned_data["call_at"])
