"""Moments in forms: day and hour as the clock of the house has them."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand

PATTERN = "%Y-%m-%dT%H:%M"
FAR = 20  # years


class MomentField(forms.DateTimeField):
    """Day and hour without a zone, taken in the brand's; what comes out is an instant."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=PATTERN)
        super().__init__(widget=widget, input_formats=[PATTERN, "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def prepare_value(self, value):
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value, Brand.current().zone).replace(tzinfo=None)
        return value

    def to_python(self, value):
        with timezone.override(Brand.current().zone):
            moment = super().to_python(value)
        # A slip of the finger; and the last day there is cannot be said in every zone.
        if moment and moment.year > timezone.now().year + FAR:
            raise ValidationError(_("That day is too far away."), "far")
        return moment
