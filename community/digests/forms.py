"""The form of one's own digest."""

from django import forms

from community.digests.models import OFF
from community.digests.mornings import Pace


class DigestForm(forms.Form):
    pace = forms.ChoiceField(choices=[(OFF, OFF), *Pace.choices])
    is_only = forms.BooleanField(required=False)
