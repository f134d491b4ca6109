"""The form with which a date is called off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.writing.sending import Sending


class CancelForm(Sending):
    reason = forms.CharField(
        label=_("Why?"), max_length=280, required=False, help_text=_("Everybody who is told reads this.")
    )

    def __init__(self, *args, thing, member, **kwargs):
        self.thing, self.member = thing, member
        super().__init__(*args, **kwargs)

    def make(self, *, reason: str, submission):
        self.thing.cancel(by=self.member, reason=reason)
        return self.thing
