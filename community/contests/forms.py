"""Forms of photo contests: announcing one, handing a picture in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from accounts.media.models import Upload
from community.contests.models import Contest
from community.posts.forms import OfOneKind
from community.posts.models import Post
from community.writing.sending import Sending


class ContestForm(OfOneKind):
    only_kind = Post.Kind.POLL
    experienced_on = is_by_household = None
    title = forms.CharField(label=_("What is it about?"), max_length=140)
    body = forms.CharField(
        label=_("What should the pictures show?"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    entries_until = MomentField(
        label=_("Pictures until"), help_text=_("Each member hands in one; nobody else sees them before.")
    )
    closes_at = MomentField(
        label=_("Voting until"), help_text=_("Then the winner is told, and who made which picture.")
    )
    is_several = forms.BooleanField(label=_("Several pictures may be voted for"), required=False)

    def make(self, *, join: bool, kind: str, **said):
        return Contest.objects.announce(by=self.member, join=join, **said)


class EntryForm(Sending):
    """One's picture and a line; who has one already may change the line alone."""

    picture = forms.FileField(
        label=_("Your picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    caption = forms.CharField(
        label=_("What does it show?"),
        max_length=140,
        required=False,
        help_text=_(
            "A few words, for those who cannot see it too. Leave your name out: it is told at the end."
        ),
    )

    def __init__(self, *args, contest: Contest, member, **kwargs):
        self.contest, self.member, self.upload = contest, member, None
        super().__init__(*args, **kwargs)
        self.fields["picture"].required = contest.entry_of(member) is None

    def clean_picture(self):
        """The same checks as of every picture. Raises ValidationError with a sentence for the member."""
        if file := self.cleaned_data["picture"]:
            self.upload = Upload.objects.accept(owner=self.member, file=file)
        return file

    def make(self, *, submission, picture, caption: str):
        return self.contest.hand_in(by=self.member, upload=self.upload, caption=caption)
