"""Another word for a tag."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post
from community.posts.tagging import LONGEST
from community.writing.sending import Sending


class NameForm(Sending):
    tags = forms.CharField(
        label=_("New name"),
        max_length=2 * LONGEST,
        help_text=_("If there is a tag of that name already, the two become one. That cannot be undone."),
    )

    def __init__(self, *args, key: str, member, **kwargs):
        self.key, self.member = key, member
        super().__init__(*args, **kwargs)

    def make(self, *, submission, tags: str) -> str:
        """The key by which it is found now."""
        return Post.objects.rename_tag(self.key, to=tags, by=self.member)
