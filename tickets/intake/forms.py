"""The form behind the counter: one column, from top to bottom as people talk."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from community.rendering.markdown import render
from community.submissions.models import SaidOtherwise
from community.submissions.once import Once
from tickets.desk.models import Ticket
from tickets.intake import people
from tickets.intake.recording import record
from tickets.teams.models import Category

SOMEBODY_NEW = "new"
CHANNELS = [
    (channel.value, channel.label)
    for channel in (
        Ticket.Channel.TELEPHONE,
        Ticket.Channel.COUNTER,
        Ticket.Channel.LETTER,
        Ticket.Channel.MAIL,
    )
]


class IntakeForm(Once):
    person = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect, choices=[])
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=32, required=False)
    membership_number = forms.CharField(label=_("Membership number"), max_length=40, required=False)
    is_new = forms.BooleanField(label=_("It is somebody else: make them new"), required=False)
    channel = forms.ChoiceField(
        label=_("How did it reach us?"), choices=CHANNELS, initial=Ticket.Channel.TELEPHONE
    )
    text = forms.CharField(
        label=_("What happened?"), max_length=20000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In their own words. They read it on the receipt."),
    )  # fmt: skip
    asks_for = forms.CharField(label=_("What do they ask for?"), max_length=500, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Ticket.Kind.choices, initial=Ticket.Kind.COMPLAINT)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.filter(archived_at__isnull=True), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    experienced_on = forms.DateField(
        label=_("When did it happen?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)
    answer_by = forms.ChoiceField(
        label=_("How do they want the answer?"),
        choices=Ticket.AnswerBy.choices[1:],
        initial=Ticket.AnswerBy.MAIL,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, by: Member, words: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.words = by, words
        self.offer(people.like(words, by))
        # Who was looked for is there: what happened comes next.
        if not self.is_bound and len(self.found) == 1:
            self.fields["text"].widget.attrs["autofocus"] = True

    def offer(self, found: list[Member]) -> None:
        """The people to choose from, and somebody new."""
        self.found = found
        chosen = self.data.get("person", "") if self.is_bound else ""
        if chosen.isdecimal() and len(chosen) < 18 and int(chosen) not in [one.pk for one in found]:
            self.found = [*found, *Member.objects.visible_to(self.by).filter(pk=chosen)]
        field = self.fields["person"]
        field.choices = [(str(one.pk), told(one)) for one in self.found] + [(SOMEBODY_NEW, _("Somebody new"))]
        field.initial = (
            str(self.found[0].pk) if len(self.found) == 1 else (None if self.found else SOMEBODY_NEW)
        )

    @property
    def doubt(self) -> bool:
        """Whether the question "is it one of these?" has been asked."""
        return "is_new" in self.errors

    def clean_experienced_on(self):
        day = self.cleaned_data["experienced_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean_text(self):
        render(self.cleaned_data["text"])  # refuses what could not be shown
        return self.cleaned_data["text"]

    def clean(self):
        data = super().clean()
        was_sent = Ticket.objects.filter(opened_by=self.by, submission=data.get("submission")).exists()
        if data.get("person") == SOMEBODY_NEW and not (data.get("submission") and was_sent):
            self.clean_somebody_new(data)
        if data.get("answer_by") == Ticket.AnswerBy.MAIL and not self.has_address(data):
            self.add_error(
                "answer_by", _("We have no e-mail of theirs: write it above, or choose another way.")
            )
        return data

    def has_address(self, data) -> bool:
        """Whether an answer by mail would reach the person; an address that is none has its own error."""
        person = self.chosen(data)
        return bool(person.email if person else data.get("email") or self.errors.get("email"))

    def chosen(self, data) -> Member | None:
        return next((one for one in self.found if str(one.pk) == data.get("person")), None)

    def clean_somebody_new(self, data) -> None:
        if not data.get("name", "").strip():
            self.add_error("name", _("Write the name of the person."))
            return
        email, number = data.get("email", ""), data.get("membership_number", "")
        known = people.perhaps_known(data["name"], email, data.get("phone", ""), number, self.by)
        taken = [
            one
            for one in known
            if (email and one.email == email.lower()) or (number and one.membership_number == number)
        ]
        if taken or (known and not data.get("is_new")):
            self.offer(known)
            words = _("We know this address or number: choose the person above.") if taken else _(
                "Is it one of these? Choose them above, or say that it is somebody else."
            )  # fmt: skip
            self.add_error("is_new", words)

    def send(self) -> Ticket | None:
        """Opens the ticket, or says in the form why not; call it when the form is valid."""
        data = dict(self.cleaned_data)
        new = {name: data.pop(name) for name in ("name", "email", "phone", "membership_number")}
        person = self.chosen(data)
        for name in ("person", "is_new"):
            data.pop(name)
        ticket = record(by=self.by, person=person, new=new, **data)
        try:
            return self.require_same(
                ticket, by=self.by, at=reverse("admin:tickets_ticket_slip", args=[ticket.pk])
            )
        except SaidOtherwise as refusal:
            self.add_error(None, refusal)
            return None


def told(person: Member) -> str:
    """A person in a line that tells two of the same name apart."""
    facts = [person.name, person.membership_number, person.email, person.phone, person.standing_words]
    return " · ".join(str(fact) for fact in facts if fact)
