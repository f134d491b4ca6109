"""The public form of illegal content, and the answer to it."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.alerts.models import Alert
from community.moderation.forms import Words
from community.writing.sending import Sending
from community.writing.written import one_line


class AlertForm(Sending):
    offence = forms.ChoiceField(
        label=_("What is illegal about it"), choices=Alert.Offence.choices, widget=forms.RadioSelect
    )
    location = forms.CharField(
        label=_("Where it is"),
        max_length=500,
        help_text=_(
            "The exact address of the page, or everything that helps us find it: group, day, who wrote it."
        ),
    )
    reasons = Words(
        label=_("Why it is illegal"),
        max_length=3000,
        rows=5,
        help_text=_("What it says or shows, and which law you think it breaks."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=80, error_messages={"required": _("Write your name.")}
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        error_messages={"required": _("Write your e-mail.")},
        help_text=_("We confirm at once and write what we decided. Not needed for sexual abuse of children."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("I say this in good faith: I believe that what I write here is correct and complete.")
    )

    makes_one = True

    # The browser does not know when the two may be left empty; the server does.
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("offence") == Alert.Offence.CHILD:
            self.fields["name"].required = self.fields["email"].required = False

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean_location(self):
        return one_line(self.cleaned_data["location"])

    def require_same(self, made, **sent) -> Alert:
        """Whoever is signed out sees nothing of what they wrote."""
        return super().require_same(made, at="")

    def make(self, *, good_faith: bool, **said) -> Alert:
        return Alert.objects.receive(language=translation.get_language(), **said)


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What you decide"), choices=Alert.Outcome.choices, widget=forms.RadioSelect
    )
    answer = Words(
        label=_("Reasons"), max_length=1000, rows=4, help_text=_("Whoever wrote reads them by mail.")
    )
