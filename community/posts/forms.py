"""Forms of posts: the composer, and changing what one wrote."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from accounts.customers.models import Record
from community.drafts.models import Draft
from community.groups.models import Group
from community.posts import composing, sorts
from community.posts.choices import groups_to_write_in, kind_choices
from community.posts.levels import PostLevel
from community.posts.models import Post
from community.posts.slowing import Pace
from community.posts.staff_only import complain_to_staff
from community.posts.suggesting import Standing
from community.posts.tagging import TYPED, named, tags_in
from community.submissions.models import SentAlready, Submission
from community.writing.guarded import Guarded
from community.writing.pace import WINDOW
from community.writing.picking import Picking
from community.writing.sending import Sending

AUDIENCES = [("group", _("The group")), ("staff", _("Only staff"))]
TITLE = {"label": _("Title"), "max_length": 140, "required": False}
BODY = {"max_length": 20000, "required": False}


COMPLAINT, PRAISE, ANNOUNCEMENT = Post.Kind.COMPLAINT, Post.Kind.PRAISE, Post.Kind.ANNOUNCEMENT
# Fields of some kinds only; of the others they are not in sight.
ASKED_OF: dict[str, Callable[[str], bool]] = {
    "experienced_on": lambda kind: kind in (COMPLAINT, PRAISE),
    "due_at": lambda kind: kind != COMPLAINT,
    "pinned_until": lambda kind: kind == ANNOUNCEMENT,
}


class TagsField(forms.CharField):
    """A line of tags, as people type them."""

    def __init__(self):
        words = _("Up to five, with commas between them. Others find the post under them.")
        super().__init__(label=_("Tags"), max_length=TYPED, required=False, help_text=words)

    def clean(self, value) -> list[str]:
        try:
            return tags_in(super().clean(value))
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


class PostForm(Picking, Guarded):
    """The composer. A complaint may go to the group or to staff alone; then no post is made."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title = forms.CharField(**TITLE)
    body = forms.CharField(
        label=_("What would you like to say?"), widget=forms.Textarea(attrs={"rows": 5}), **BODY
    )
    asks_for = forms.CharField(
        label=_("What do you ask for?"),
        max_length=500,
        required=False,
        help_text=_("Only you and staff read this."),
    )
    audience = forms.ChoiceField(
        label=_("Who may see it?"), choices=AUDIENCES, required=False, widget=forms.RadioSelect
    )
    group = forms.ChoiceField(label=_("Group"), required=False)
    tags = TagsField()
    experienced_on = forms.DateField(
        label=_("When did it happen?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input-short"}, format="%Y-%m-%d"),
    )
    due_at = MomentField(
        label=_("Goes out"), required=False, help_text=_("Leave it empty and it goes out now.")
    )
    pinned_until = MomentField(
        label=_("Stays on top until"),
        required=False,
        help_text=_("Leave it empty and it is not kept on top."),
    )
    is_by_household = forms.BooleanField(
        label=_("One vote per household"),
        required=False,
        help_text=_(
            "Only the first vote of those who live together counts, as far as they are verified customers. Whoever "
            "votes reads this beforehand."
        ),
    )
    noted_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    join = forms.BooleanField(widget=forms.HiddenInput, required=False)
    makes_one = has_draft = True
    documents = True
    guarded = ("title", "body", "tags")
    has_staff_way = True

    def __init__(self, *args, member, wanted: str = "", draft: Draft | None = None, **kwargs):
        """`draft`: what the member had begun to write."""
        super().__init__(*args, member=member, **kwargs)
        self.draft = draft
        if draft:
            self.initial |= draft.initial | {"submission": draft.submission}
            self.keep(MultiValueDict(draft.values))
        wanted = self.data.get("group") or self.initial.get("group") or wanted
        self.groups = groups_to_write_in(member, wanted)
        self.fields["kind"].choices = kind_choices(member)
        self.fields["group"].choices = [(group.slug, group.name) for group in self.groups]
        self.initial.setdefault("audience", "group")
        if "is_by_household" in self.fields and not Record.objects.know_households():
            del self.fields["is_by_household"]

    @property
    def group_to_join(self):
        """The chosen group, if one has to join it first."""
        slug = self["group"].value()
        return next(
            (group for group in self.groups if group.slug == slug and not group.holds(self.member)), None
        )

    @property
    def where(self) -> Group:
        """The group in which it is read."""
        return self.cleaned_data["group"] or Group.objects.default()

    @property
    def other_kinds(self) -> list[tuple[str, str, str]]:
        """(name, label, address) of what has a composer of its own."""
        group = self["group"].value()
        known = {"group": group} if group else {}
        kinds = [(kind, f"/posts/new/?{urlencode({'kind': kind} | known)}") for kind in composing.kinds()]
        kinds += [(sort.name, f"{sort.address}?{urlencode(known)}") for sort in sorts.every()]
        return [(name, sorts.label_of(name), address.removesuffix("?")) for name, address in kinds]

    def clean(self):
        """What was left in a field that is not of this kind is not in sight: it holds nothing up."""
        said = super().clean()
        kind = said.get("kind")
        for name, is_asked in ASKED_OF.items():
            if name in self.fields and kind and not is_asked(kind):
                self._errors.pop(name, None)
                said[name] = None
        return said

    def clean_group(self):
        slug = self.cleaned_data["group"]
        return next((group for group in self.groups if group.slug == slug), None)

    def clean_experienced_on(self):
        day = self.cleaned_data["experienced_on"]
        if day and day > timezone.localdate() + timedelta(days=1):
            raise ValidationError(_("That day has not come yet."))
        return day

    def is_for_staff(self, is_asked: bool) -> bool:
        said = self.cleaned_data
        is_private = said.get("kind") == Post.Kind.COMPLAINT and said.get("audience") == "staff"
        return is_private or super().is_for_staff(is_asked)

    def make(self, *, audience: str, join: bool, title: str, kind: str, asks_for: str, **said):
        """The post, or the ticket that the complaint opened: whatever the member should see next."""
        if self.to_staff:
            said["body"] = "\n\n".join(filter(None, [title, said["body"]]))
            return complain_to_staff(by=self.member, asks_for=asks_for, **told_to_staff(said))
        if kind != Post.Kind.COMPLAINT:
            said["experienced_on"] = None
        asks_for = asks_for if kind == Post.Kind.COMPLAINT else ""
        post = Post.objects.publish(
            by=self.member, kind=kind, title=title, join=join, asks_for=asks_for, **said
        )
        return post.opened or post


class OfOneKind(PostForm):
    """A post on which something hangs that words alone do not say: never for staff, and nothing of a complaint."""

    only_kind: Post.Kind
    has_staff_way = False
    asks_for = audience = pinned_until = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(self.only_kind.value, self.only_kind.label)]
        self.fields["kind"].required = False

    def require_same(self, made, *, by=None, at: str | None = None):
        """Who goes back after sending finds the form filled in as it was, with a key of its own: nothing new is made
        of it. With another day, another option or another name in it, it is another post."""
        if key := self.cleaned_data["submission"]:
            same = Submission.objects.of_the_same(
                key, self.fingerprint_of_all, by=by, since=timezone.now() - WINDOW
            )
            sent = Post.objects.filter(author=by, deleted_at=None, submission__in=same.values("key"))
            if (earlier := sent.order_by("-pk").first()) is not None:
                raise SentAlready(earlier.get_absolute_url())
        return super().require_same(made, by=by, at=at)


# What only a post that a group reads can have.
OF_THE_GROUP = ("due_at", "pinned_until", "is_by_household", "tags")


def told_to_staff(said: dict) -> dict:
    return {name: value for name, value in said.items() if name not in OF_THE_GROUP}


class StandingForm(Sending):
    standing = forms.ChoiceField(
        label=_("What becomes of it"), choices=Standing.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("In a sentence"),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody reads it. Who is told no is told why."),
    )

    def __init__(self, *args, post: Post, member, **kwargs):
        self.post, self.member = post, member
        super().__init__(*args, initial={"standing": post.standing, "reason": post.standing_reason}, **kwargs)

    def make(self, *, submission, **said):
        self.post.decide(by=self.member, **said)
        return self.post


class RefusalForm(Sending):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The author reads it, and keeps the text."),
    )

    def __init__(self, *args, post: Post, member, **kwargs):
        self.post, self.member = post, member
        super().__init__(*args, **kwargs)

    def make(self, *, submission, reason: str):
        self.post.refuse(by=self.member, reason=reason)
        return self.post


class ChangeForm(Picking, Guarded):
    """Of what is scheduled its hour may be changed, too."""

    documents = True
    title = forms.CharField(**TITLE)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), **BODY)
    tags = TagsField()
    due_at = MomentField(label=_("Goes out"))
    guarded = ("title", "body", "tags")
    has_draft = True

    def __init__(self, *args, post: Post, member, draft: Draft | None = None, **kwargs):
        self.post, self.draft = post, draft
        super().__init__(*args, member=member, shown=post.pictures.select_related("upload"), **kwargs)
        self.initial.update(title=post.title, body=post.body, due_at=post.due_at, submission=uuid.uuid4())
        self.initial["tags"] = named(post.tags.all())
        if draft:
            self.initial |= draft.initial | {"submission": draft.submission}
            self.keep(MultiValueDict(draft.values))
        if not post.is_scheduled:
            del self.fields["due_at"]

    def make(self, *, submission, pictures, due_at=None, **said):
        self.post.edit(by=self.member, pictures=pictures, **said)
        if due_at:
            self.post.reschedule(by=self.member, due_at=due_at)
        return self.post


class PaceForm(forms.Form):
    pace = forms.TypedChoiceField(
        label=_("How often each may write"), choices=Pace.choices, coerce=int, widget=forms.RadioSelect
    )


class LevelForm(forms.Form):
    level = forms.ChoiceField(
        label=_("How much of it"), choices=PostLevel.Level.choices, widget=forms.RadioSelect
    )
