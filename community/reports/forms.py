"""The form with which a member says that something breaks the rules."""

from django import forms
from django.core.exceptions import ValidationError
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

    def __init__(self, *args, matter, by, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.by = matter, by

    def clean_note(self):
        return tidy(self.cleaned_data["note"])

    def send(self) -> Report | None:
        """The report; None when it was refused, and why stands in the form."""
        try:
            return Report.objects.receive(self.matter, by=self.by, **self.cleaned_data)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return None
