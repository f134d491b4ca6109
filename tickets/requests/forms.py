"""What a customer may send on their own request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.media.enclosing import Enclosing
from community.submissions.models import SaidOtherwise
from community.submissions.once import Once
from tickets.desk.models import Ticket


class WriteForm(Enclosing, Once):
    body = forms.CharField(
        label=_("Your message to the team"),
        max_length=20000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something before sending.")},
    )

    def send(self, ticket: Ticket) -> None:
        """Adds it to the request, or says in the form why not. Raises NotPossible where nothing can be added."""
        said = dict(self.cleaned_data)
        reply = ticket.write(by=self.member, uploads=said.pop("enclosed"), **said)
        try:
            self.require_same(reply, by=self.member, at="")
        except SaidOtherwise as refusal:
            self.add_error(None, refusal)


class ConfirmationForm(forms.Form):
    solved = forms.ChoiceField(
        choices=[("yes", _("Yes, solved")), ("no", _("No, not solved"))],
        error_messages={"required": _("Say whether it is solved.")},
    )
    reason = forms.CharField(label=_("What is still wrong?"), max_length=5000, required=False, strip=True)


class VisibilityForm(forms.Form):
    visible = forms.ChoiceField(choices=[("group", _("The group may see it")), ("staff", _("Only staff"))])
