"""What staff may send. None of these has a field for the audience: the address is the audience (D-17)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.media.enclosing import Enclosing
from community.submissions.once import Once
from tickets.desk.models import Ticket
from tickets.teams.models import Category, Team
from tickets.workplace.filters import colleagues


class MessageForm(Once):
    """A public answer, a reply or a note: the words, and the ticket's version that the writer had before them."""

    body = forms.CharField(
        label=_("Text"), max_length=20000, strip=True, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something before sending.")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    submission = forms.UUIDField(widget=forms.HiddenInput)


class PrivateForm(Enclosing, MessageForm):
    """A reply or a note: words, and the files that go along."""


class PublicAnswerForm(MessageForm):
    as_body = forms.BooleanField(label=_("Sign for the team"), required=False)

    def __init__(self, *args, ticket, **kwargs):
        super().__init__(*args, **kwargs)
        self.signature = ticket.team.signature
        if not self.signature:
            del self.fields["as_body"]

    @property
    def signed_as(self) -> str:
        return self.signature if self.cleaned_data.get("as_body") else ""


class AssignmentForm(forms.Form):
    assignee = forms.ModelChoiceField(
        queryset=None, required=False, empty_label=_("Nobody"), label=_("Assigned to"),
        error_messages={"invalid_choice": _("Choose somebody from the team.")},
    )  # fmt: skip

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = colleagues(member)


class BulkAssignmentForm(AssignmentForm):
    tickets = forms.ModelMultipleChoiceField(
        queryset=None, error_messages={"required": _("Select at least one ticket.")}
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        self.fields["tickets"].queryset = Ticket.objects.workable_by(member)


class TeamForm(forms.Form):
    team = forms.ModelChoiceField(queryset=Team.objects.order_by("name"), label=_("Team"), empty_label=None)


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(choices=Ticket.Priority.choices, label=_("Priority"))


class SortingForm(forms.Form):
    kind = forms.ChoiceField(choices=Ticket.Kind.choices, label=_("Kind"))
    category = forms.ModelChoiceField(
        queryset=Category.objects.filter(archived_at__isnull=True), required=False, label=_("Category"),
        empty_label=_("None"),
    )  # fmt: skip


class PromiseForm(forms.Form):
    until = forms.DateTimeField(
        label=_("New date"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=280,
        required=False,
        help_text=_("A later date needs one. The customer reads it."),
    )


class WaitingForm(forms.Form):
    missing = forms.CharField(
        label=_("What is missing"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads it."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("At least ten business days; empty means just that."),
    )  # fmt: skip


class ResolutionForm(forms.Form):
    note = forms.CharField(
        label=_("Closing note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was wrong, what you did, what changes."),
    )  # fmt: skip
    submission = forms.UUIDField(widget=forms.HiddenInput)


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Point by point, with the rule. Where the customer can turn next is added for you."),
    )  # fmt: skip


class ReopeningForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class SavedFilterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    query = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
