"""Forms of the privacy desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.privacy.departures import Departure


class DepartureForm(forms.Form):
    words = forms.ChoiceField(
        label=_("What you wrote for everybody"),
        choices=Departure.Words.choices,
        initial=Departure.Words.STAY,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))
