"""Forms of comments."""

import uuid

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from community.comments.models import Comment
from community.drafts.models import Draft
from community.posts.models import Post
from community.posts.staff_only import complain_to_staff
from community.writing.guarded import Guarded
from community.writing.picking import Picking

BODY = {"max_length": 10000, "required": False}


class CommentForm(Picking, Guarded):
    body = forms.CharField(
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "textarea", "placeholder": _("Write a comment")}),
        **BODY,
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    noted_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    join = forms.BooleanField(widget=forms.HiddenInput, required=False)
    makes_one = has_draft = documents = True
    has_staff_way = True

    def __init__(self, *args, post: Post | None = None, member=None, **kwargs):
        self.post = post
        super().__init__(*args, member=member, **kwargs)

    def clean_parent(self):
        """The comment that it answers, of those that the member sees; one of another post is none (row 15)."""
        if not (pk := self.cleaned_data["parent"]):
            return None
        found = Comment.objects.visible_to(self.member).filter(pk=pk, post=self.post).first()
        if found is None:
            raise forms.ValidationError(_("What you are answering is not there any more."))
        return found

    def make(self, **said):
        """The comment, or the ticket when it was meant for staff alone."""
        if self.to_staff:
            told = {name: said[name] for name in ("body", "pictures", "submission", "noted_at")}
            return complain_to_staff(by=self.member, group=self.post.group, **told)
        return Comment.objects.say(post=self.post, by=self.member, **said)


class ChangeForm(Picking, Guarded):
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}), **BODY)
    has_draft = documents = True

    def __init__(self, *args, comment: Comment, member, draft: Draft | None = None, **kwargs):
        self.comment, self.draft = comment, draft
        super().__init__(*args, member=member, shown=comment.pictures.select_related("upload"), **kwargs)
        self.initial.update(body=comment.body, submission=uuid.uuid4())
        if draft:
            self.initial |= draft.initial | {"submission": draft.submission}
            self.keep(MultiValueDict(draft.values))

    def make(self, *, body: str, pictures, submission):
        self.comment.edit(by=self.member, body=body, pictures=pictures)
        return self.comment
