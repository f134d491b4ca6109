"""The questions of setting up, a form a step. Each `send()` writes what was answered and returns what is kept of it.

A form that is not changed and sent anyway says: it is right as it stands.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.brand.forms import BrandForm, ZoneField
from accounts.brand.models import Brand, Centre
from accounts.members import names
from community.groups import presets
from community.groups.models import Group
from config.first_day import inviting, regions
from config.first_day.testing import send_test_mail
from tickets.sla import settling


class Asking:
    """What every step's form knows: who answers, and whether the page stays for more."""

    stays = False
    by: Any

    @property
    def said(self) -> str:
        """What the next page begins with."""
        return gettext("Saved.")

    def answers(self) -> dict[str, Any]:
        return {}


class OfBrand(Asking, forms.ModelForm):
    """A few columns of the brand's one row, read fresh so that nothing else is written back."""

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, instance=Brand.to_change(), **kwargs)

    def send(self) -> dict[str, Any]:
        self.save()
        return self.answers()


# What half of all houses are called: it tells none of them from the next.
OF_MANY = """
the and del las los club clube team sports sport sporting sailing football tennis golf society association group
shop shops store stores phone phones mobile gym fitness restaurant deportivo deportiva nautico sociedad asociacion
gimnasio tienda tiendas movil moviles grupo tenis futbol
"""


class IdentityForm(OfBrand):
    timezone = ZoneField()
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=24,
        required=False,
        help_text=_("Beside the logo. Left empty it is the beginning of the name."),
    )
    key_prefix = forms.CharField(
        label=_("Letters of your references"),
        max_length=6,
        required=False,
        help_text=_("Requests are called RIB-2026-004217-K. Left empty they are the first letters of the name."),
    )  # fmt: skip

    class Meta:
        model = Brand
        fields = ("name", "short_name", "language", "timezone", "key_prefix")
        labels = {"name": _("What is your club or shop called?"), "language": _("Its language")}
        help_texts = {
            "language": _("For mails to people whose own we do not know. Each member chooses another for themselves.")
        }  # fmt: skip
        error_messages = {"name": {"required": _("Write its name: people have to know where they are.")}}
        widgets = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = Brand._meta.get_field("language").flatchoices
        if self.instance._state.adding:
            spoken = translation.get_language() or self.instance.language
            self.initial |= {"name": "", "short_name": "", "key_prefix": "", "language": spoken}

    def clean_name(self) -> str:
        return names.clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        name = said.get("name", "")
        said["short_name"] = said.get("short_name") or name[:24].strip()
        said["key_prefix"] = (said.get("key_prefix") or letters_of(name)).upper()
        return said


def letters_of(name: str) -> str:
    """The first three letters of the last long word that is its own: "La Ribera Sports Club" is RIB."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall("[A-Za-z]{3,}", plain)
    words = [word for word in words if word.lower() not in OF_MANY.split()] or words
    return words[-1][:3].upper() if words else "TER"


class LookForm(Asking, BrandForm):
    timezone = arbitration_url = None

    class Meta(BrandForm.Meta):
        fields = ("colour",)  # type: ignore[assignment]
        labels = {"colour": _("Your colour")}
        help_texts = {
            "colour": _("One is enough: every shade is computed from it, so that all of it can be read.")
        }
        widgets = {"colour": forms.TextInput(attrs={"type": "color", "list": "colours"})}

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, instance=Brand.to_change(), **kwargs)
        if not self.instance.logo:
            del self.fields["no_logo"]

    def send(self) -> dict[str, Any]:
        self.save()
        return {}


class LegalForm(OfBrand):
    many_people = forms.BooleanField(label=_("We are 250 people or more"), required=False)
    much_turnover = forms.BooleanField(
        label=_("We turn over more than 50 million euros a year"), required=False
    )
    much_balance = forms.BooleanField(label=_("Our balance is above 43 million euros"), required=False)
    arbitration_url = forms.URLField(label=_("Its page"), required=False, assume_scheme="https")
    minimum_age = forms.IntegerField(
        label=capfirst(_("minimum age")),
        min_value=14,
        max_value=99,
        help_text=_("Whoever joins declares to be at least this old. Under 14 the law asks for a parent."),
    )

    SIZE = ("many_people", "much_turnover", "much_balance")
    NEEDED = {
        "legal_name": _("Write who answers for the house: its legal pages name them."),
        "address": _("Write where they can be found: a letter has to reach somebody."),
        "contact_email": _("Write an address that somebody reads: it stands on the legal pages."),
    }

    class Meta:
        model = Brand
        fields = (
            *("legal_name", "tax_id", "address", "contact_email", "contact_phone", "minimum_age"),
            *("adheres_to_arbitration", "arbitration_body", "arbitration_url"),
        )
        labels = {"adheres_to_arbitration": _("We have joined consumer arbitration or mediation")}
        widgets = {"address": forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"})}

    def __init__(self, *args: Any, kept: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = self.instance.obliged_by_law_10_2025
        self.initial |= {name: (kept or {}).get(name, False) for name in self.SIZE}
        if bound and not any(self.initial[name] for name in self.SIZE):
            self.initial["many_people"] = True
        self.initial["contact_email"] = self.initial.get("contact_email") or self.by.email
        for name, wrong in self.NEEDED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = wrong

    @property
    def size(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SIZE]

    @property
    def holder(self) -> list[forms.BoundField]:
        return [self[name] for name in ("legal_name", "tax_id", "address", "contact_email", "contact_phone")]

    @property
    def arbitration(self) -> list[forms.BoundField]:
        return [self[name] for name in ("adheres_to_arbitration", "arbitration_body", "arbitration_url")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.instance.obliged_by_law_10_2025 = any(said.get(name) for name in self.SIZE)
        return said

    def answers(self) -> dict[str, Any]:
        return {name: bool(self.cleaned_data[name]) for name in self.SIZE}


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


class TestMailForm(Asking, forms.Form):
    """Nothing to fill in: it goes to whoever asks, and the page itself says what becomes of it."""

    stays = True
    said = ""

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def send(self) -> dict[str, Any]:
        mail = send_test_mail(to=self.by)
        return {"mail": mail.pk} if mail else {}


class TeamForm(Asking, forms.Form):
    """A few people at once; empty lines count for nothing."""

    LINES = 3

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        for number in range(1, self.LINES + 1):
            self.fields[f"email-{number}"] = forms.EmailField(
                label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
            )
            self.fields[f"role-{number}"] = forms.ChoiceField(label=_("Role"), choices=inviting.ROLES)

    @property
    def lines(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [
            (number, self[f"email-{number}"], self[f"role-{number}"]) for number in range(1, self.LINES + 1)
        ]

    def send(self) -> dict[str, Any]:
        said = self.cleaned_data
        wanted = [
            (said[f"email-{n}"], said[f"role-{n}"]) for n in range(1, self.LINES + 1) if said[f"email-{n}"]
        ]
        self.wanted = [email for email, _role in wanted]
        self.invited = inviting.invite(wanted, by=self.by)
        return {}

    @property
    def said(self) -> str:
        return inviting.told(self.invited, self.wanted)


class InviteForm(Asking, forms.Form):
    """By mail to one person; the link for all is there already."""

    stays = True
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, by, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def send(self) -> dict[str, Any]:
        self.invited = inviting.invite([(self.cleaned_data["email"], inviting.Role.MEMBER)], by=self.by)
        return {}

    @property
    def said(self) -> str:
        return inviting.told(self.invited, [self.cleaned_data["email"]])
