"""Forms of the moderators' desk: no act without its rule and its reason (L-30)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.rendering.markdown import tidy
from community.reports.models import Report


class Reason(forms.CharField):
    """A sentence that somebody will read."""

    def __init__(self, **kwargs):
        kwargs = {
            "label": _("Reason"),
            "max_length": 280,
            "widget": forms.Textarea(attrs={"rows": 2}),
        } | kwargs
        super().__init__(**kwargs)

    def clean(self, value):
        if not (reason := tidy(super().clean(value))) and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        return reason


class HidingForm(forms.Form):
    ground = forms.ChoiceField(label=_("Which rule it breaks"), choices=Report.Reason.choices)
    reason = Reason(help_text=_("The author reads it, together with how to object."))


class DismissalForm(forms.Form):
    reason = Reason(label=_("Note"), required=False, help_text=_("For the other moderators."))


class RemovalForm(forms.Form):
    reason = Reason(help_text=_("The member reads it."))
