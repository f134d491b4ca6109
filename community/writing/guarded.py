"""Forms whose words others will read: the guard looks at them first (L-27)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.writing.guarding import Noticed, fingerprint, noticed
from community.writing.sending import Sending


class Guarded(Sending):
    """Held back once, with what was seen in it; the writer sends it anyway, or to staff alone where that is a way."""

    aware = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    only_staff = forms.BooleanField(widget=forms.HiddenInput, required=False)
    guarded = ("body",)
    has_staff_way = False
    to_staff = False
    noticed: tuple[Noticed, ...] = ()  # what the form was held back for

    @property
    def fingerprint(self) -> str:
        return fingerprint(list(self.noticed))

    @property
    def offers_staff(self) -> bool:
        return self.has_staff_way and not self.member.is_staff

    def is_for_staff(self, is_asked: bool) -> bool:
        """Whether it becomes a request instead of something that others read."""
        return is_asked and self.offers_staff

    def is_for_others(self) -> bool:
        return not self.to_staff

    def clean(self):
        said = super().clean() or self.cleaned_data
        self.to_staff = self.is_for_staff(said.pop("only_staff", False))
        aware = said.pop("aware", "")
        found = noticed("\n".join(str(said.get(name) or "") for name in self.guarded))
        if found and self.is_for_others() and aware != fingerprint(found):
            self.noticed = tuple(found)
            seen = ", ".join(f"{one.label} ({one.masked})" for one in found)
            raise ValidationError(
                _("There is %(seen)s in it. Look again who will read this."), "guard", {"seen": seen}
            )
        return said
