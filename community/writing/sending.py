"""Forms that make something: sent twice they make one thing, and what the verb refuses stands beside its field."""

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError

from community.drafts.models import Draft
from community.submissions.once import Once
from community.transactions import all_or_nothing


class Sending(Once):
    makes_one = False  # something new, which the verb finds again by its submission
    has_draft = False  # what is typed is kept on the server too, until it is sent
    member = None

    def send(self):
        """What the verb made, or None when it refused."""
        try:
            return self._made()
        except PermissionDenied as refusal:
            self.add_error(None, str(refusal))
        except ValidationError as refusal:
            self.refuse(refusal)
        return None

    @all_or_nothing
    def _made(self):
        made = self.make(**self.cleaned_data)
        if self.makes_one:
            self.require_same(made, by=self.member)
        if self.has_draft and (submission := self.cleaned_data["submission"]):
            Draft.objects.forget(by=self.member, submission=submission)
        return made

    def refuse(self, refusal: ValidationError) -> None:
        known = getattr(refusal, "error_dict", None) or {NON_FIELD_ERRORS: refusal.error_list}
        for name, errors in known.items():
            self.add_error(name if name in self.fields else None, errors)
