"""The form with which a member says that something breaks the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rendering.markdown import tidy
from community.reports.models import Report


class ReportForm(forms.ModelForm):
    reason = forms.ChoiceField(
        choices=[choice for choice in Report.Reason.choices if choice[0] != Report.Reason.WORDS],
        widget=forms.RadioSelect,
        label=_("What is wrong with it"),
    )

    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_note(self):
        return tidy(self.cleaned_data["note"])
