"""What a customer may send on their own request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.media.enclosing import Enclosing


class WriteForm(Enclosing):
    body = forms.CharField(
        label=_("Your message to the team"),
        max_length=20000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something before sending.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ConfirmationForm(forms.Form):
    solved = forms.ChoiceField(
        choices=[("yes", _("Yes, solved")), ("no", _("No, not solved"))],
        error_messages={"required": _("Say whether it is solved.")},
    )
    reason = forms.CharField(label=_("What is still wrong?"), max_length=5000, required=False, strip=True)


class VisibilityForm(forms.Form):
    visible = forms.ChoiceField(choices=[("group", _("The group may see it")), ("staff", _("Only staff"))])
