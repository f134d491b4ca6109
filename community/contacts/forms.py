"""Forms of contact: whom I let write to me, and whom I do not want to read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.contacts.models import Block, ContactRule


class ContactForm(forms.Form):
    open_to = forms.ChoiceField(
        label=_("Who may write to me"),
        choices=ContactRule.OpenTo.choices,
        widget=forms.RadioSelect,
        help_text=_("In a chat of your own with them. The team can always answer you where you asked it."),
    )


class BlockForm(forms.Form):
    kind = forms.ChoiceField(choices=Block.Kind.choices)
