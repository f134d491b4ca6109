"""Forms of the SLA settings: times of day with 24:00, targets in hours and minutes, and the simulator's question."""

import re
from itertools import pairwise

import holidays
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.brand.forms import ZoneField
from tickets.sla.calendars import DAY_MINUTES, BusinessCalendar, OpeningSlot, wall_time
from tickets.sla.policies import Policy, choices_of, duration
from tickets.teams.models import Team

WALL_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})", re.ASCII)
TARGET = re.compile(
    r"(?:(?P<hours>\d{1,5})\s*h)?\s*(?:(?P<minutes>\d{1,7})\s*(?:m|min|')?)?", re.ASCII | re.I
)
SLOT = ("weekday", "opens", "closes")
CONDITIONS_ASKED = ("kind", "priority", "team", "calendar")
TARGETS = ("first_answer_minutes", "next_answer_minutes", "resolution_minutes")


class MinutesField(forms.Field):
    """Minutes that are read and written in another way; `said` and `understood` are the two directions."""

    widget = forms.TextInput

    def prepare_value(self, value):
        return self.said(value) if isinstance(value, int) else value

    def to_python(self, value):
        text = str(value or "").strip()
        return self.understood(text[:20]) if text else None

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class WallTimeField(MinutesField):
    """A time of day as minutes since midnight; 24:00 is the end of the day."""

    said = staticmethod(wall_time)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.update(size=5, inputmode="numeric", placeholder="09:00")

    def understood(self, text: str) -> int:
        found = WALL_TIME.fullmatch(text)
        minute = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else DAY_MINUTES + 1
        if minute > DAY_MINUTES:
            raise ValidationError(_("Write a time such as 09:00, or 24:00 for the end of the day."))
        return minute


class TargetField(MinutesField):
    """Opening time as minutes, written as 90, 90 min, 4 h or 4 h 30 min; empty for no target."""

    said = staticmethod(duration)

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        super().__init__(**{**kwargs, "required": False})
        self.widget.attrs.update(size=12, placeholder="4 h 30 min")

    def understood(self, text: str) -> int:
        found = TARGET.fullmatch(text)
        if found is None:
            raise ValidationError(_("Write opening time such as 4 h, 90 min or 4 h 30 min."))
        return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


class CalendarForm(forms.ModelForm):
    zone = ZoneField()

    class Meta:
        model = BusinessCalendar
        fields = ("name", "centre", "zone", "country", "region", "saturday_is_business")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "region" in self.fields:
            known = ", ".join(
                f"{code} {name}" for name, code in sorted(_regions().items(), key=lambda pair: pair[1])
            )
            self.fields["region"].help_text = format_lazy("{} {}.", self.fields["region"].help_text, known)

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class SlotForm(forms.ModelForm):
    opens = WallTimeField(label=_("opens"))
    closes = WallTimeField(label=_("closes"))

    class Meta:
        model = OpeningSlot
        fields = ("weekday", "opens", "closes")

    def has_changed(self):
        # The usual hours that a new calendar is offered are saved as they stand; emptied ones are not.
        if self.instance.pk is None and self.initial:
            return any(self.data.get(self.add_prefix(name)) for name in ("opens", "closes"))
        return super().has_changed()

    def clean(self):
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens is not None and closes is not None and closes <= opens:
            words = _("It must close after it opens. A night is two slots: one to 24:00, one from 00:00.")
            self.add_error("closes", words)


class SlotFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if _kept(form)]
        kept.sort(key=lambda slot: (slot["weekday"], slot["opens"]))
        for one, other in pairwise(kept):
            if one["weekday"] == other["weekday"] and other["opens"] < one["closes"]:
                named = {"one": _slot(one), "other": _slot(other)}
                raise ValidationError(_("%(one)s overlaps %(other)s.") % named)


class PolicyForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("kind"), required=False)
    priority = forms.ChoiceField(label=_("priority"), required=False)

    class Meta:
        model = Policy
        fields = (*CONDITIONS_ASKED, *TARGETS)
        field_classes = dict.fromkeys(TARGETS, TargetField)
        widgets = dict.fromkeys(TARGETS, forms.TextInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"kind", "priority"} & set(self.fields):
            self.fields[name].choices = [("", _("any")), *choices_of(name)]
            self.fields[name].label = capfirst(self.fields[name].label)
        for name in {"team", "calendar"} & set(self.fields):
            self.fields[name].empty_label = _("any")

    def clean(self):
        super().clean()
        named = [name for name in CONDITIONS_ASKED if self.cleaned_data.get(name)]
        if self.instance.pk and self.instance.is_for_everything and named:
            raise ValidationError(
                _("This is the policy for any request. Add another one for these requests.")
            )


class SimulatorForm(forms.Form):
    calendar = forms.ModelChoiceField(BusinessCalendar.objects.all(), label=_("calendar"), empty_label=None)
    day = forms.DateField(label=_("date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    kind = forms.ChoiceField(label=_("kind"))
    priority = forms.ChoiceField(label=_("priority"))
    team = forms.ModelChoiceField(Team.objects.all(), label=_("team"), required=False, empty_label=_("any"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "priority"):
            self.fields[name].choices = choices_of(name)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Choose a date between 2000 and 2100."))
        return day


def _kept(form) -> bool:
    data = getattr(form, "cleaned_data", {})
    return not data.get("DELETE") and all(data.get(name) is not None for name in SLOT)


def _slot(data: dict) -> OpeningSlot:
    return OpeningSlot(**{name: data[name] for name in SLOT})


def _regions() -> dict[str, str]:
    """The regions of Spain by one name each, with their codes."""
    names = {}
    for name, code in holidays.ES.subdivisions_aliases.items():
        names.setdefault(code, name)
    return {name: code for code, name in names.items()}
