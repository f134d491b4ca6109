"""Forms that make something: sent twice they make one thing, and what the verb refuses stands beside its field."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError


class Sending(forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def send(self):
        """What the verb made, or None when it refused."""
        try:
            return self.make(**self.cleaned_data)
        except PermissionDenied as refusal:
            self.add_error(None, str(refusal))
        except ValidationError as refusal:
            self.refuse(refusal)
        return None

    def refuse(self, refusal: ValidationError) -> None:
        known = getattr(refusal, "error_dict", None) or {NON_FIELD_ERRORS: refusal.error_list}
        for name, errors in known.items():
            self.add_error(name if name in self.fields else None, errors)
