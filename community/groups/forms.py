"""Forms of groups: asking to join, and running one."""

import copy
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.rendering.markdown import render, tidy


class AskForm(forms.ModelForm):
    class Meta:
        model = JoinRequest
        fields = ["message"]
        labels = {"message": _("Why you would like to join")}
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}

    def clean_message(self):
        return tidy(self.cleaned_data["message"])


class LevelForm(forms.Form):
    level = forms.ChoiceField(choices=Membership.Level.choices)


class GroupForm(forms.ModelForm):
    """What the people who run a group may set of it."""

    class Meta:
        model = Group
        fields = ["name", "emoji", "purpose", "rules", "listing", "joining"]
        help_texts = {
            "purpose": _("One or two sentences. Shown to everybody who can find the group."),
            "rules": _("Shown before joining and beside every page of the group. You can use Markdown."),
            "emoji": _("One sign for the group, such as ⚽."),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "rules": forms.Textarea(attrs={"rows": 6}),
            "emoji": forms.TextInput(attrs={"class": "input-short"}),
            "listing": forms.RadioSelect,
            "joining": forms.RadioSelect,
        }

    def __init__(self, *args, instance=None, **kwargs):
        # A copy: a refused form must not rename the group in the heading above it.
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        if self.instance.is_default:
            # Everybody's group stays listed, free and open.
            del self.fields["listing"], self.fields["joining"]

    def clean_name(self):
        if not (name := " ".join(tidy(self.cleaned_data["name"]).split())):
            raise ValidationError(self.fields["name"].error_messages["required"], "required")
        return name

    def clean_purpose(self):
        return tidy(self.cleaned_data["purpose"])

    def clean_emoji(self):
        return tidy(self.cleaned_data["emoji"])

    def clean_rules(self):
        rules = tidy(self.cleaned_data["rules"])
        render(rules)  # refuses what cannot be drawn, beside the field
        return rules


class NewGroupForm(GroupForm):
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AddForm(forms.Form):
    handle = forms.CharField(
        label=_("Handle"), max_length=41, help_text=_("The name that follows the @ in their profile.")
    )

    def clean_handle(self):
        handle = self.cleaned_data["handle"].strip().removeprefix("@").lower()
        self.member = Member.objects.joined().active().filter(handle__iexact=handle).first()
        if self.member is None:
            raise ValidationError(_("There is no member with this handle."), "unknown")
        return handle
