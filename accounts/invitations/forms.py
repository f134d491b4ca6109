"""Forms of the way in. At most three fields for whoever is invited."""

from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.brand.models import Brand
from accounts.invitations import offers
from accounts.members import names
from accounts.members.models import Member
from accounts.roles import Role, may_invite

DAYS = (3, 7, 14, 30, 90)


class Joining(forms.Form):
    """What both kinds of invitation ask: the name and the age."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As the others should see it."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    of_age = forms.BooleanField(widget=forms.CheckboxInput(attrs={"class": "checkbox"}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        age = Brand.current().minimum_age
        self.fields["of_age"].label = ngettext("I am %(age)s or older", "I am %(age)s or older", age) % {
            "age": age
        }
        self.fields["of_age"].error_messages["required"] = _(
            "From %(age)s years on you can join by yourself. Younger? Ask whoever invited you."
        ) % {"age": age}

    def clean_name(self) -> str:
        return names.clean_name(self.cleaned_data["name"])


class PersonalForm(Joining):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        strip=False,
        help_text=_("At least 8 characters. Without one we send you a code by mail each time."),
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
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
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
    field_order = ["name", "email", "of_age"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class IssueForm(forms.Form):
    """What a manager or a moderator fills in to invite."""

    MAIL, LINK = "mail", "link"

    way = forms.ChoiceField(
        label=_("How"),
        choices=[(MAIL, _("By mail, to one person")), (LINK, _("By a link, for several people"))],
        widget=forms.RadioSelect,
        initial=MAIL,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    max_uses = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=500,
        required=False,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    days = forms.TypedChoiceField(
        label=_("Good for"), coerce=int, widget=forms.Select(attrs={"class": "select"})
    )
    role = forms.ChoiceField(label=_("Role"), required=False, widget=forms.Select(attrs={"class": "select"}))
    groups = forms.MultipleChoiceField(
        label=_("Groups to join"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "checkbox"}),
    )
    note = forms.CharField(
        label=_("A personal word"),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2}),
    )

    def __init__(self, *args, by: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = [(number, ngettext("%(n)s day", "%(n)s days", number) % {"n": number}) for number in DAYS]
        self.fields["days"].choices, self.fields["days"].initial = days, 14
        self.fields["role"].choices = [(role.value, role.label) for role in Role if may_invite(by, role)]
        self.fields["groups"].choices = offers.groups_for(by)
        if len(self.fields["role"].choices) < 2:
            del self.fields["role"]
        if not self.fields["groups"].choices:
            del self.fields["groups"]

    def clean_note(self) -> str:
        return names.clean_text(self.cleaned_data["note"], lines=True)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("way") == self.MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address of the person."))
        if cleaned.get("way") == self.LINK and cleaned.get("role", Role.MEMBER) not in (Role.MEMBER, ""):
            self.add_error("role", _("Staff and moderators are invited by mail, one by one."))
        return cleaned

    def wanted(self) -> dict:
        """The arguments for `Invitation.issue`."""
        by_mail = self.cleaned_data["way"] == self.MAIL
        return {
            "email": self.cleaned_data["email"] if by_mail else "",
            "max_uses": 1 if by_mail else self.cleaned_data["max_uses"] or 1,
            "role": self.cleaned_data.get("role") or Role.MEMBER,
            "groups": self.cleaned_data.get("groups", []),
            "note": self.cleaned_data["note"],
            "lifetime": timedelta(days=self.cleaned_data["days"]),
        }
