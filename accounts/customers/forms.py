"""The form of “I am a customer”: the number, and the one fact that the brand asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand, Fact

NEITHER = _(
    "We have not found a customer with these two details. Check both as they stand on your card or contract; if they "
    "are right, write to customer service."
)


def fact_field(kind: str) -> forms.Field:
    label = Fact(kind).label
    if kind == Fact.BORN:
        return forms.DateField(
            label=label, widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"})
        )
    if kind == Fact.PHONE:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "input input-short"}
        hint = _("Of the telephone that we have on file.")
        return forms.RegexField(
            r"^\s*\d{4}\s*$", label=label, help_text=hint, widget=forms.TextInput(attrs=attrs)
        )
    attrs = {"autocomplete": "postal-code", "class": "input input-short"}
    return forms.CharField(label=label, max_length=12, widget=forms.TextInput(attrs=attrs))


class ProofForm(forms.Form):
    number = forms.CharField(
        label=_("Membership number"),
        max_length=40,
        help_text=_("On your card, your contract or your receipts."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"] = fact_field(Brand.current().second_fact)

    @property
    def said(self) -> dict[str, str]:
        """The arguments for `Record.objects.prove`."""
        fact = self.cleaned_data["fact"]
        return {
            "number": self.cleaned_data["number"],
            "fact": fact if isinstance(fact, str) else fact.isoformat(),
        }

    def refuse(self, error=NEITHER) -> None:
        self.add_error(None, error)
