"""A day without its year, as two lists to choose from."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

LEAP = 2024  # a year that has every day
DAYS = [("", _("Day")), *((str(day), str(day)) for day in range(1, 32))]
MONTHS_OF_THE_YEAR = [("", _("Month")), *((str(number), name) for number, name in MONTHS.items())]


class DayWidget(forms.MultiWidget):
    use_fieldset = True

    def __init__(self, attrs=None) -> None:
        day = forms.Select({"class": "select", "aria-label": _("Day")}, DAYS)
        month = forms.Select({"class": "select", "aria-label": _("Month")}, MONTHS_OF_THE_YEAR)
        super().__init__([day, month], attrs)

    def decompress(self, value: str) -> list[str]:
        """The two lists of what is kept: 06-24."""
        if not value:
            return ["", ""]
        month, day = value.split("-")
        return [str(int(day)), str(int(month))]


class DayField(forms.MultiValueField):
    widget = DayWidget

    def __init__(self, **kwargs) -> None:
        parts = (forms.ChoiceField(choices=DAYS), forms.ChoiceField(choices=MONTHS_OF_THE_YEAR))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, parts: list[str]) -> str:
        """As it is kept. Raises ValidationError for half a day and for the 31st of February."""
        day, month = parts or ("", "")
        if not day and not month:
            return ""
        try:
            return f"{date(LEAP, int(month), int(day)):%m-%d}"
        except ValueError:
            raise ValidationError(_("There is no such day.")) from None
