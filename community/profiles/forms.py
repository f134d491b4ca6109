"""The form of what one says of oneself: a field and its circle for each thing that the brand asks for."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.members import names
from community.profiles.answers import Given, ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.circles import Circle
from community.profiles.days import DayField
from community.profiles.fields import ProfileField

Kind = ProfileField.Kind


class AboutForm(forms.Form):
    is_listed = forms.BooleanField(
        label=_("Show me in the directory"),
        required=False,
        help_text=_(
            "Other members then find you by your name and by what you show them. It is off until you want it."
        ),
    )
    shows_badges = forms.BooleanField(
        label=_("Show my badges on my page"),
        required=False,
        help_text=_("They are counted anew each year, from what you did here."),
    )

    def __init__(self, *args, member, **kwargs) -> None:
        self.member, self.is_minor = member, member.is_minor()
        self.asked = [field for field in ProfileField.objects.in_use() if self._offers(field)]
        said = {answer.field_id: answer for answer in ProfileAnswer.objects.filter(member=member)}
        choice = ProfileChoice.objects.of(member)
        kwargs["initial"] = {
            "is_listed": choice.listed_at is not None,
            "shows_badges": choice.badges_hidden_at is None,
        }
        super().__init__(*args, **kwargs)
        if self.is_minor:
            del self.fields["is_listed"]
        for field in self.asked:
            self._add(field, said.get(field.pk))

    def _offers(self, field: ProfileField) -> bool:
        """Not a link to whoever is under age (L-25), nor a choice with nothing to choose from."""
        return not (self.is_minor and field.kind == Kind.LINK) and (
            not field.is_choice or bool(field.options.all())
        )

    def _add(self, field: ProfileField, said: ProfileAnswer | None) -> None:
        circles = [circle for circle in Circle if not (self.is_minor and circle == Circle.HOUSE)]
        now = said.circle if said and said.circle in circles else Circle.GROUPS
        asked = ask(field)
        asked.initial = (said.option_id if field.is_choice else said.text) if said else ""
        self.fields[value_of(field)] = asked
        self.fields[circle_of(field)] = forms.ChoiceField(
            label=pgettext_lazy("of a profile field", "Who sees it"),
            choices=[(circle.value, circle.label) for circle in circles],
            initial=now,
            required=False,
            widget=forms.Select({"class": "select"}),
        )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each thing that is asked for, beside who sees it."""
        return [(self[value_of(field)], self[circle_of(field)]) for field in self.asked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field in self.asked:
            name = value_of(field)
            if field.kind in (Kind.TEXT, Kind.LONG) and cleaned.get(name):
                try:
                    cleaned[name] = names.clean_text(cleaned[name], lines=field.kind == Kind.LONG)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def keep(self) -> None:
        ProfileAnswer.objects.write([self._given(field) for field in self.asked], by=self.member)
        ProfileChoice.objects.choose(
            by=self.member,
            is_listed=self.cleaned_data.get("is_listed", False),
            shows_badges=self.cleaned_data["shows_badges"],
        )

    def _given(self, field: ProfileField) -> Given:
        value = self.cleaned_data[value_of(field)]
        circle = self.cleaned_data[circle_of(field)] or Circle.GROUPS
        if not field.is_choice:
            return Given(field, circle, text=value)
        chosen = [option for option in field.options.all() if str(option.pk) == value]
        return Given(field, circle, option=chosen[0] if chosen else None)


def value_of(field: ProfileField) -> str:
    return f"field-{field.pk}"


def circle_of(field: ProfileField) -> str:
    return f"circle-{field.pk}"


def ask(field: ProfileField) -> forms.Field:
    """The field of a form for what the brand asks."""
    words: dict[str, Any] = {"label": str(field), "help_text": field.help, "required": False}
    if field.kind == Kind.LONG:
        return forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 3}), **words)
    if field.kind == Kind.CHOICE:
        options = [(str(option.pk), str(option)) for option in field.options.all()]
        return forms.ChoiceField(choices=[("", _("Nothing chosen")), *options], **words)
    if field.kind == Kind.DAY:
        return DayField(**words)
    if field.kind == Kind.LINK:
        web = URLValidator(schemes=["http", "https"], message=_("Write a link that begins with https://"))
        shape = forms.URLInput({"placeholder": "https://", "inputmode": "url"})
        return forms.URLField(max_length=200, assume_scheme="https", validators=[web], widget=shape, **words)
    return forms.CharField(max_length=120, **words)
