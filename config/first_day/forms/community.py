"""With which groups and words the community begins."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.members import names
from community.groups import presets
from community.groups.models import Group
from config.first_day.forms.asking import Asking


class SectorForm(Asking, forms.Form):
    sector = forms.ChoiceField(
        label=_("What are you?"),
        choices=lambda: [(preset.sector, preset.name) for preset in presets.PRESETS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest, or leave it for later.")},
    )

    def __init__(self, *args: Any, by, kept: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, initial={"sector": (kept or {}).get("sector")}, **kwargs)

    def send(self) -> dict[str, Any]:
        with translation.override(Brand.current().language):
            presets.start(self.cleaned_data["sector"], by=self.by)
        return {"sector": self.cleaned_data["sector"]}


class TextsForm(Asking, forms.Form):
    welcome = forms.CharField(
        label=_("Words of welcome"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The first thing that somebody new reads. Say who you are and what you hope for."),
    )  # fmt: skip
    rules = forms.CharField(
        label=_("Rules of the house"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Few and clear. They stand in the group where everybody meets; each group may add its own."),
    )  # fmt: skip

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by, self.everybody = by, Group.objects.default()
        rules = self.everybody.rules if self.everybody else ""
        known = {"welcome": Brand.to_change().welcome, "rules": rules or str(presets.RULES)}
        super().__init__(*args, initial=known, **kwargs)

    def clean_welcome(self) -> str:
        return names.clean_text(self.cleaned_data["welcome"], lines=True)

    def clean_rules(self) -> str:
        return names.clean_text(self.cleaned_data["rules"], lines=True)

    @transaction.atomic
    def send(self) -> dict[str, Any]:
        brand = Brand.to_change()
        brand.welcome = self.cleaned_data["welcome"]
        brand.save()
        if self.everybody and self.everybody.rules != self.cleaned_data["rules"]:
            self.everybody.change(by=self.by, rules=self.cleaned_data["rules"])
        return {}
