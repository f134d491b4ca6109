"""The form of a clarification."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.clarifications.models import Clarification
from community.writing.sending import Sending


class ClarificationForm(Sending):
    body = forms.CharField(
        label=_("What is true"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Calmly, and without blame: what is right, what is not, and what is not known yet."),
    )
    sources = forms.CharField(
        label=_("Sources"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: minutes, a rule, a link. Whoever reads it can check it."),
    )
    signed_as = forms.CharField(
        label=_("Signed by"),
        max_length=80,
        required=False,
        help_text=_("A body of the house, such as the board. Empty: your own name."),
    )

    def __init__(self, *args, post, member, **kwargs):
        self.post, self.member = post, member
        super().__init__(*args, **kwargs)

    def make(self, *, submission, **said) -> Clarification:
        return Clarification.objects.publish(self.post, by=self.member, **said)
