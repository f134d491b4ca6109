"""Forms of an import: the file, its columns, and how it goes in."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.brand.moments import MomentField
from accounts.imports import columns
from accounts.imports.models import Import
from accounts.invitations import offers
from accounts.members import names

SAMPLE = 3  # rows whose cells are shown beside a heading
PACES = (60, 300, 1000)  # invitations an hour


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Your list"),
        help_text=_(
            "CSV or Excel (.xlsx), 10 MB and 30,000 rows at most. Any separator and any letters will do."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty.")},
    )

    def receive(self, *, by) -> Import | None:
        """The import, or None with the reason beside the field."""
        try:
            return Import.objects.receive(self.cleaned_data["file"], by=by)
        except ValidationError as error:
            self.add_error("file", error)
            return None


class ColumnsForm(forms.Form):
    """One choice a heading."""

    def __init__(self, *args, of: Import, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        self.samples = list(of.rows.order_by("number").values_list("cells", flat=True)[:SAMPLE])
        for at, heading in enumerate(of.headings):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=heading or _("Without a heading"),
                choices=list(columns.LABELS.items()),
                initial=of.columns[at],
                required=False,
            )

    @property
    def lines(self) -> Iterator[dict]:
        """Each heading with what stands below it and its choice."""
        for at, field in enumerate(self):
            cells = [cells[at].strip() for cells in self.samples if cells[at].strip()]
            yield {"field": field, "cells": cells}

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and (faults := columns.faults_of(self.chosen)):
            raise ValidationError(faults)
        return cleaned

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data[f"column-{at}"] for at in range(len(self.of.headings))]


class InvitationsForm(forms.Form):
    """When invitations go out, and how fast."""

    NOT, NOW, LATER = "not", "now", "later"

    invite = forms.ChoiceField(
        label=_("Invite them by mail"),
        choices=[
            (NOT, _("Not yet")),
            (NOW, _("As soon as they are in")),
            (LATER, _("From a day and hour on")),
        ],
        widget=forms.RadioSelect,
        initial=NOT,
        help_text=_("Nobody is invited twice, and nobody who has joined already."),
    )
    invite_at = MomentField(label=pgettext_lazy("invitations", "From"), required=False)
    an_hour = forms.TypedChoiceField(
        label=_("How fast"),
        coerce=int,
        initial=300,
        required=False,
        empty_value=300,
        help_text=_("Slowly is safer: mailbox providers distrust whoever sends a great many at once."),
    )

    def __init__(self, *args, are_in: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if are_in:
            self.fields["invite"].choices = [(self.NOW, _("Now")), self.fields["invite"].choices[-1]]
        words = [(n, ngettext("%(n)s an hour", "%(n)s an hour", n) % {"n": n}) for n in PACES]
        self.fields["an_hour"].choices = words

    def clean(self) -> dict:
        cleaned = super().clean()
        if (
            cleaned.get("invite") == self.LATER
            and not cleaned.get("invite_at")
            and "invite_at" not in self.errors
        ):
            self.add_error("invite_at", _("Say from when on."))
        return cleaned

    @property
    def moment(self):
        """From when on, or None for not yet."""
        chosen = self.cleaned_data["invite"]
        if chosen == self.NOT:
            return None
        return self.cleaned_data["invite_at"] if chosen == self.LATER else timezone.now()


class RunForm(InvitationsForm):
    """How the good rows go in."""

    is_whole = forms.BooleanField(
        label=_("This is the whole list of customers"),
        required=False,
        help_text=_(
            "Verified customers who are not in it lose that mark at their yearly check. Nobody is removed."
        ),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups to join"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As soon as they come in by their invitation."),
    )
    note = forms.CharField(
        label=_("A personal note"),
        max_length=280,
        required=False,
        help_text=_("It stands in the invitation."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["is_whole", "groups", "invite", "invite_at", "an_hour", "note"]

    def __init__(self, *args, by, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = offers.groups_for(by)
        if not self.fields["groups"].choices:
            del self.fields["groups"]

    def clean_note(self) -> str:
        return names.clean_text(self.cleaned_data["note"], lines=True)

    def wanted(self) -> dict:
        """The arguments for `Import.run`."""
        said = self.cleaned_data
        return {
            "is_whole": said["is_whole"],
            "groups": said.get("groups", []),
            "note": said["note"],
            "invite_at": self.moment,
            "an_hour": said["an_hour"],
        }
