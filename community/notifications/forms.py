"""Forms of notifications: the matrix with the quiet hours, a pause, a device."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.notifications import channels, lines, rhythm
from community.notifications.choices import Choice
from community.notifications.rhythm import Rhythm


class MatrixForm(forms.Form):
    """Each sort by each channel, and the hours in which nothing comes."""

    is_quiet = forms.BooleanField(label=_("Quiet hours"), required=False)
    quiet_from = forms.TimeField(
        label=pgettext_lazy("time", "From"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"}),
    )
    quiet_to = forms.TimeField(
        label=pgettext_lazy("time", "Until"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"}),
    )
    lets_answers_through = forms.BooleanField(
        label=_("Answers to my own requests may come at any hour"), required=False
    )

    def __init__(self, *args, member, **kwargs):
        kept = Rhythm.objects.of(member)
        kwargs["initial"] = {
            "is_quiet": kept.quiet_from is not None,
            "quiet_from": kept.quiet_from or rhythm.QUIET_FROM,
            "quiet_to": kept.quiet_to or rhythm.QUIET_TO,
            "lets_answers_through": kept.lets_answers_through,
        }
        super().__init__(*args, **kwargs)
        self.member, self.rhythm = member, kept
        self.parts = channels.sorts_for(member)
        for name in ("quiet_from", "quiet_to"):
            self.fields[name].required = not self.is_bound or "is_quiet" in self.data

    def clean(self):
        cleaned = super().clean()
        begin, end = cleaned.get("quiet_from"), cleaned.get("quiet_to")
        if cleaned.get("is_quiet") and begin and begin == end:
            self.add_error("quiet_to", _("Begin and end are the same."))
        return cleaned

    def wanted(self) -> dict[str, frozenset[str]]:
        """For each sort the ticked channels."""
        if not self.is_bound:
            return Choice.objects.ticked(self.member)
        return {
            sort.name: frozenset(c for c in channels.CHANNELS if f"{sort.name}.{c}" in self.data)
            for sorts in self.parts.values()
            for sort in sorts
        }

    def matrix(self) -> list[tuple[str, list[dict]]]:
        """The parts with their sorts, and for each channel whether it is on and whether that can change."""
        wanted = self.wanted()
        return [
            (channels.PARTS[part], [self._row(sort, wanted[sort.name]) for sort in sorts])
            for part, sorts in self.parts.items()
        ]

    def _row(self, sort, on) -> dict:
        cells = [
            {
                "name": f"{sort.name}.{channel}",
                "label": channels.LABELS[channel],
                "is_on": channel in on or sort.is_locked(channel),
                "is_locked": sort.is_locked(channel),
                "is_offered": sort.offers(channel),
            }
            for channel in channels.CHANNELS
        ]
        return {"sort": sort, "cells": cells}

    def save(self) -> None:
        Choice.objects.choose(self.wanted(), by=self.member)
        said = self.cleaned_data
        hours = (said["quiet_from"], said["quiet_to"]) if said["is_quiet"] else (None, None)
        Rhythm.objects.set(
            by=self.member,
            quiet_from=hours[0],
            quiet_to=hours[1],
            lets_answers_through=said["lets_answers_through"],
        )


class PauseForm(forms.Form):
    pause = forms.ChoiceField(choices=[(name, name) for name in rhythm.PAUSES])


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValidationError(_("This is no key of a browser.")) from error


class DeviceForm(forms.Form):
    """What a browser hands out when its owner wants pushes."""

    endpoint = forms.CharField(max_length=lines.LONGEST)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=40)

    def clean_endpoint(self) -> str:
        try:
            return lines.check(self.cleaned_data["endpoint"])
        except lines.NotAllowed as error:
            raise ValidationError(_("Pushes go to https addresses of push services only.")) from error

    def clean_p256dh(self) -> str:
        text = self.cleaned_data["p256dh"]
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(text))
        except ValueError as error:
            raise ValidationError(_("This is no key of a browser.")) from error
        return text

    def clean_auth(self) -> str:
        text = self.cleaned_data["auth"]
        if len(_bytes(text)) != 16:
            raise ValidationError(_("This is no key of a browser."))
        return text
