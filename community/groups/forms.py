"""Forms of groups: asking to join, and running one."""

import copy
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.media.models import Upload
from accounts.members.models import Member
from community.groups import presets
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.rendering.markdown import render, tidy
from community.submissions.models import SaidOtherwise
from community.submissions.once import Once


class AskForm(forms.ModelForm):
    """Asking to join: a word of one's own, and the group's questions."""

    class Meta:
        model = JoinRequest
        fields = ["message"]
        labels = {"message": _("Why you would like to join")}
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        if group.questions:
            self.fields["message"].label = _("Anything else?")
        self.asked = [f"answer_{number}" for number in range(1, len(group.questions) + 1)]
        for name, question in zip(self.asked, group.questions, strict=True):
            self.fields[name] = forms.CharField(
                label=question, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.order_fields([*self.asked, "message"])

    def clean_message(self):
        return tidy(self.cleaned_data["message"])

    def said(self) -> dict:
        """What `group.ask` is given."""
        answers = [tidy(self.cleaned_data[name]) for name in self.asked]
        return {"message": self.cleaned_data["message"], "answers": answers}


class LevelForm(forms.Form):
    level = forms.ChoiceField(choices=Membership.Level.choices)


QUESTIONS = ("question_1", "question_2", "question_3")


def one_line(words: str) -> str:
    return " ".join(tidy(words).split())


class GroupForm(forms.ModelForm):
    """What the people who run a group may set of it."""

    class Meta:
        model = Group
        fields = ["name", "emoji", "purpose", "rules", "listing", "joining", "posting"]
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
            "posting": forms.RadioSelect,
        }

    question_1 = forms.CharField(
        label=_("First question"),
        max_length=140,
        required=False,
        help_text=_("Whoever asks to join answers it; only those who decide read the answers."),
    )
    question_2 = forms.CharField(label=_("Second question"), max_length=140, required=False)
    question_3 = forms.CharField(label=_("Third question"), max_length=140, required=False)

    def __init__(self, *args, instance=None, **kwargs):
        # A copy: a refused form must not rename the group in the heading above it.
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        # Optional in a form that is sent by hand: what is left out is as open as before.
        self.fields["posting"].required = False
        for name, question in zip(QUESTIONS, self.instance.questions, strict=False):
            self.initial.setdefault(name, question)
        if self.instance.is_default:
            # Everybody's group stays listed, free and open.
            for name in ("listing", "joining", *QUESTIONS):
                del self.fields[name]

    def clean_name(self):
        if not (name := one_line(self.cleaned_data["name"])):
            raise ValidationError(self.fields["name"].error_messages["required"], "required")
        return name

    def clean_purpose(self):
        return tidy(self.cleaned_data["purpose"])

    def clean_emoji(self):
        return tidy(self.cleaned_data["emoji"])

    def clean_posting(self):
        return self.cleaned_data["posting"] or self.initial.get("posting") or Group.Posting.ALL

    def clean(self):
        """The questions become one list; there are no gaps in it."""
        cleaned = super().clean()
        asked = [one_line(cleaned.pop(name, "")) for name in QUESTIONS]
        if not self.instance.is_default:
            cleaned["questions"] = [question for question in asked if question]
        return cleaned

    def clean_rules(self):
        rules = tidy(self.cleaned_data["rules"])
        render(rules)  # refuses what cannot be drawn, beside the field
        return rules


class PresetForm(forms.Form):
    """A sector, and which of its groups."""

    sector = forms.ChoiceField(choices=[(preset.sector, preset.name) for preset in presets.PRESETS])
    groups = forms.MultipleChoiceField(
        choices=sorted({(one.key, one.key) for preset in presets.PRESETS for one in preset.groups}),
        required=False,
    )

    def send(self, by) -> list[Group]:
        chosen = self.cleaned_data
        return presets.start(chosen["sector"], by=by, keys=chosen["groups"])


class CoverForm(forms.Form):
    """The picture at the head of the group; without a new one the words of the present one are changed."""

    picture = forms.FileField(label=_("Picture"), required=False)
    alt = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    without_picture = forms.BooleanField(label=_("Remove the picture"), required=False)

    def __init__(self, *args, group: Group, member, **kwargs):
        self.group, self.member = group, member
        super().__init__(*args, initial={"alt": group.cover_alt}, **kwargs)
        self.fields["picture"].widget.attrs["accept"] = "image/*"
        if group.cover_id is None:
            del self.fields["without_picture"]

    def send(self) -> bool:
        """Whether it hangs there now; otherwise the form says why not."""
        try:
            self.group.show_cover(self._wanted(), tidy(self.cleaned_data["alt"]), by=self.member)
        except ValidationError as refusal:
            known = getattr(refusal, "error_dict", None) or {"picture": refusal.error_list}
            for name, errors in known.items():
                self.add_error(name, errors)
        return not self.errors

    def _wanted(self) -> Upload | None:
        if self.cleaned_data.get("without_picture"):
            return None
        if file := self.cleaned_data["picture"]:
            return Upload.objects.accept(owner=self.member, file=file)
        return self.group.cover


class NewGroupForm(Once, GroupForm):
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def send(self, by: Member) -> Group | None:
        """The group, or None when the form says why there is none."""
        try:
            return self.require_same(Group.objects.found(by=by, **self.cleaned_data), by=by)
        except SaidOtherwise as refusal:
            self.add_error(None, refusal)
            return None


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
