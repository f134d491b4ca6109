"""Forms of the way in. At most three fields for whoever is invited."""

from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.brand.models import Brand
from accounts.invitations import offers
from accounts.members import impersonation, names
from accounts.members.models import Member
from accounts.roles import Role, may_invite

DAYS = (3, 7, 14, 30, 90)


class Joining(forms.Form):
    """What both kinds of invitation ask: the name and the age."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As the others should see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    of_age = forms.BooleanField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        age = Brand.current().minimum_age
        self.fields["of_age"].label = ngettext("I am %(age)s or older", "I am %(age)s or older", age) % {
            "age": age
        }
        self.fields["of_age"].error_messages["required"] = _(
            "From the age of %(age)s you can join by yourself. Younger? Ask whoever invited you."
        ) % {"age": age}

    def clean_name(self) -> str:
        name = names.clean_name(self.cleaned_data["name"])
        if name != self.initial.get("name"):  # as the house calls them already
            impersonation.require_own_name(name)
        return name


class PersonalForm(Joining):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        strip=False,
        help_text=_("At least 8 characters. Without one we send you a code by mail each time."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["name", "password", "of_age"]

    def __init__(self, *args, email: str, **kwargs) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, Member(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class LinkForm(Joining):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link there, to be sure that it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["name", "email", "of_age"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class IssueForm(forms.Form):
    """What a manager or a moderator fills in to invite: by mail, or by a link. The way decides the fields."""

    MAIL, LINK = "mail", "link"
    FIELDS = {MAIL: ["email", "role", "groups", "note", "days"], LINK: ["max_uses", "groups", "note", "days"]}

    way = forms.ChoiceField(choices=[(MAIL, MAIL), (LINK, LINK)], widget=forms.HiddenInput)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    max_uses = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500, initial=10)
    role = forms.ChoiceField(label=_("Role"))
    groups = forms.MultipleChoiceField(
        label=_("Groups to join"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("A personal note"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    days = forms.TypedChoiceField(label=_("Valid for"), coerce=int, initial=14)

    def __init__(self, *args, by: Member, way: str, **kwargs) -> None:
        self.way_chosen = way if way in self.FIELDS else self.MAIL
        super().__init__(*args, initial={"way": self.way_chosen}, **kwargs)
        days = [(number, ngettext("%(n)s day", "%(n)s days", number) % {"n": number}) for number in DAYS]
        self.fields["days"].choices = days
        self.fields["role"].choices = [(role.value, role.label) for role in Role if may_invite(by, role)]
        self.fields["groups"].choices = offers.groups_for(by)
        for name in set(self.fields) - {"way", *self.FIELDS[self.way_chosen]}:
            del self.fields[name]
        self._leave_out("role", least=2)
        self._leave_out("groups", least=1)

    def _leave_out(self, name: str, least: int) -> None:
        """No question where there is nothing to choose."""
        if name in self.fields and len(self.fields[name].choices) < least:
            del self.fields[name]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Member.objects.joined().filter(email=email).exists():
            raise forms.ValidationError(_("Whoever has this address is a member already: nothing was sent."))
        return email

    def clean_note(self) -> str:
        return names.clean_text(self.cleaned_data["note"], lines=True)

    def wanted(self) -> dict:
        """The arguments for `Invitation.issue`."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name not in ("way", "days")}
        return chosen | {"lifetime": timedelta(days=self.cleaned_data["days"])}
