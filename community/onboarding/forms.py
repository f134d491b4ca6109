"""What somebody new is asked, a page each; every answer can be left out and changed later."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.media.models import Upload
from accounts.members import impersonation, names
from community.groups.models import Group
from community.posts.models import Post
from community.writing.guarded import Guarded


class YouForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Your language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As the others should see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("A photo of you, or whatever stands for you. We remove where it was taken."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, member, language: str, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, initial={"language": language, "name": member.name}, **kwargs)

    def clean_name(self) -> str:
        name = names.clean_name(self.cleaned_data["name"])
        if "name" in self.changed_data:  # who has borne a name all along keeps it
            impersonation.require_own_name(name, of=self.member)
        return name

    def clean(self) -> dict:
        """Takes the picture in when all else is well: its errors are sentences for the field."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("picture") and not self.errors:
            try:
                cleaned["picture"] = Upload.objects.accept(owner=self.member, file=cleaned["picture"])
            except forms.ValidationError as error:
                self.add_error("picture", error)
        return cleaned

    def send(self) -> None:
        said = self.cleaned_data
        self.member.describe(
            name=said["name"], **({"avatar": said["picture"]} if said.get("picture") else {})
        )
        self.member.prefer(language=said["language"])


class GroupsForm(forms.Form):
    """The free groups; those on request are asked on their own pages."""

    groups = forms.MultipleChoiceField(required=False, label=_("Groups"))

    def __init__(self, *args: Any, member, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)
        mine = Group.objects.joined_by(member).values("pk")
        known = Group.objects.visible_to(member).living().exclude(pk__in=mine)
        known = known.filter(listing=Group.Listing.LISTED).order_by("-member_count", "name", "pk")[:OFFERED]
        self.open = [group for group in known if group.joining == Group.Joining.FREE]
        self.closed = [group for group in known if group.joining == Group.Joining.REQUEST]
        self.fields["groups"].choices = [(group.slug, group.name) for group in self.open]

    def send(self) -> None:
        wanted = set(self.cleaned_data["groups"])
        for group in self.open:
            if group.slug in wanted:
                group.admit(self.member)


class HelloForm(Guarded):
    body = forms.CharField(
        label=_("A few words to the others"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    makes_one = True

    def __init__(self, *args: Any, member, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)

    def make(self, *, body: str, submission) -> Post:
        return Post.objects.publish(
            by=self.member, kind=Post.Kind.STORY, body=body, submission=submission, join=True
        )


OFFERED = 60
