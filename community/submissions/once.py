"""Trait of forms that make something once: sent again with other words, they stay as they are and say so."""

import uuid
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from community.submissions.models import SaidOtherwise, SentAlready, Submission, fingerprint_of


class Once(forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    made_at: str | None = None  # where that is which the same form made out of other words

    def require_same(self, made, *, by=None, at: str | None = None):
        """Returns what the verb made, if it made that out of these words; otherwise raises SaidOtherwise. Sent once
        more, the form then makes something of its own. `at` is where its writer sees what was made."""
        key = self.cleaned_data["submission"]
        try:
            if key:
                Submission.objects.note(key, self.fingerprint_of_all, by=by)
        except SaidOtherwise:
            self.begin_anew(at if at is not None else made.get_absolute_url())
            raise
        return made

    @property
    def fingerprint_of_all(self) -> str:
        return fingerprint_of(self.data, self.files or MultiValueDict())

    @property
    def sent_at(self) -> str:
        """The address of what was sent before, if that is why the form stands there again."""
        refusals = (error for errors in self.errors.as_data().values() for error in errors)
        already = next((error.made_at for error in refusals if isinstance(error, SentAlready)), "")
        return self.made_at or already

    def begin_anew(self, made_at: str) -> None:
        sent: Any = self.data.copy()
        sent[self.add_prefix("submission")] = str(uuid.uuid4())
        self.made_at, self.data = made_at, sent
