"""Small forms about what somebody wrote."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rendering.markdown import render, tidy
from community.writing.sending import Sending


class MeTooForm(Sending):
    """One's own words are optional: the first complaint's stand in for them."""

    text = forms.CharField(
        label=_("How was it for you?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, written, member, **kwargs):
        self.written, self.member = written, member
        super().__init__(*args, **kwargs)

    def make(self, *, text: str, submission):
        return self.written.say_me_too(by=self.member, text=tidy(text), text_html=render(text))
