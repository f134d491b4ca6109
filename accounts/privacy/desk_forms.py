"""Forms of the managers' privacy desk."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from accounts.privacy import data_requests
from accounts.privacy.breaches import WITHIN, Breach
from accounts.privacy.data_requests import DataRequest

DAY = {"type": "date", "class": "input-short"}


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(forms.ModelForm):
    class Meta:
        model = DataRequest
        fields = ["kind", "way", "received_on", "name", "email", "words"]
        widgets = {
            "received_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "words": lines(4),
        }
        help_texts = {
            "received_on": _("The month counts from this day."),
            "email": _("If it takes longer, the reasons go there."),
        }

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > data_requests.today():
            raise ValidationError(_("That day has not come yet."))
        return day


class ExtensionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it takes longer"),
        max_length=500,
        widget=lines(3),
        help_text=_("Whoever asked reads it, with the new date."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What was done, and how they were told"), max_length=1000, widget=lines(3)
    )


class BreachForm(forms.ModelForm):
    known_at = MomentField(label=_("When we knew of it"), help_text=_("The 72 hours count from here."))
    authority_told_at = MomentField(label=_("The authority was told"), required=False)
    people_told_at = MomentField(label=_("The people were told"), required=False)

    class Meta:
        model = Breach
        fields = [
            "known_at", "what", "whom", "effects", "measures", "authority_told_at", "authority_words", "people_told_at",
            "people_words",
        ]  # fmt: skip
        widgets = {
            "what": lines(3), "whom": lines(3), "effects": lines(2), "measures": lines(3),
            "authority_words": lines(2), "people_words": lines(2),
        }  # fmt: skip

    def clean(self):
        said = super().clean()
        known, now = said.get("known_at"), timezone.now()
        for name in ("known_at", "authority_told_at", "people_told_at"):
            if said.get(name) and said[name] > now:
                self.add_error(name, _("That moment has not come yet."))
        for name in ("authority_told_at", "people_told_at"):
            if known and said.get(name) and said[name] < known:
                self.add_error(name, _("That is before the house knew of it."))
        told = said.get("authority_told_at")
        if known and told and told - known > WITHIN and not said.get("authority_words"):
            self.add_error("authority_words", _("It was later than 72 hours: say why."))
        return said
