"""Where the house is, and when it answers."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.brand.forms import ZoneField
from accounts.brand.models import Brand, Centre
from accounts.members import names
from config.first_day import regions
from config.first_day.forms.asking import Asking
from tickets.sla import settling


class CentreForm(Asking, forms.Form):
    name = forms.CharField(
        label=_("Name of the centre"),
        max_length=120,
        help_text=_("A ground, a shop, a branch."),
        error_messages={"required": _("Write what people call it.")},
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=regions.CHOICES,
        required=False,
        help_text=_("Its holidays close the house."),
    )
    timezone = ZoneField()
    week = forms.ChoiceField(
        label=_("When is somebody there?"), choices=settling.Week.choices, widget=forms.RadioSelect,
        help_text=_("Promises are counted in these hours. On the desk you set them to the minute."),
    )  # fmt: skip
    DAYS = 4  # two a town and year; at its end those of the next are known
    address = forms.CharField(
        label=_("Address"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        brand = Brand.to_change()
        first = not Centre.objects.exists()
        known = {"timezone": brand.timezone, "week": settling.Week.USUAL}
        known["region"] = regions.of_zone(brand.timezone)
        known |= {"name": brand.name, "address": brand.address} if first else {}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["name"].required = first
        for number in range(1, self.DAYS + 1):
            self.fields[f"day-{number}"] = forms.DateField(
                label=_("Date"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"day-name-{number}"] = forms.CharField(
                label=capfirst(_("name")), max_length=80, required=False
            )
        self.stays = "another" in self.data

    @property
    def days(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [
            (number, self[f"day-{number}"], self[f"day-name-{number}"]) for number in range(1, self.DAYS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("name") and not self.says_nothing and not self.has_error("name"):
            self.add_error("name", self.fields["name"].error_messages["required"])
        for number in range(1, self.DAYS + 1):
            if (
                said.get(f"day-name-{number}")
                and not said.get(f"day-{number}")
                and not self.has_error(f"day-{number}")
            ):
                self.add_error(f"day-{number}", gettext("Which day is it?"))
        return said

    def clean_name(self) -> str:
        return names.clean_text(self.cleaned_data["name"])

    @property
    def says_nothing(self) -> bool:
        """There is a centre already, and nothing was written of another: whoever goes on means that one alone."""
        written = {"name", "address"} | {name for name in self.fields if name.startswith("day-")}
        return not self.fields["name"].required and not written & set(self.changed_data)

    @property
    def said(self) -> str:
        return "" if self.says_nothing else super().said

    @transaction.atomic
    def send(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.says_nothing:
            return {}
        centre = Centre.objects.settle(
            name=said["name"], timezone=said["timezone"], address=said["address"], **regions.place_of(said["region"])
        )  # fmt: skip
        settling.settle(centre, said["week"], self._holidays())
        return {}

    def _holidays(self) -> list[tuple[date, str]]:
        """The days that were typed in; without a name they are called what they are."""
        said, unnamed = self.cleaned_data, capfirst(gettext("local holiday"))
        return [
            (day, said[f"day-name-{n}"] or unnamed)
            for n in range(1, self.DAYS + 1)
            if (day := said[f"day-{n}"])
        ]
