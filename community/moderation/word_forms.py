"""The form of a word rule, with a look at what it would have caught of late."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.posts.models import Post
from community.wordrules.models import WordRule, bare
from community.writing.sending import Sending
from community.writing.written import one_line

RECENT = 300  # posts that a preview looks at


class WordRuleForm(Sending):
    words = forms.CharField(
        label=_("Words"),
        max_length=80,
        help_text=_("One word or a few that follow each other. A star stands for the rest of a word: ca*."),
    )
    action = forms.ChoiceField(
        label=_("What happens"), choices=WordRule.Action.choices, initial="hold", widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why"), max_length=140, required=False, help_text=_("Its author reads it when it is refused.")
    )
    group = forms.ModelChoiceField(label=_("Where"), queryset=None, required=False, empty_label=None)

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.moderated_by(member).living().order_by("name")
        self.fields["group"].empty_label = _("The whole house") if member.is_moderator else None
        self.fields["group"].required = not member.is_moderator

    def clean_words(self):
        words = one_line(self.cleaned_data["words"])
        if not bare(words).replace("*", "").strip():
            raise forms.ValidationError(_("A star alone is everything."))
        return words

    def caught(self) -> list[Post]:
        """The latest posts that it would have caught, of those that the member keeps in order."""
        rule = WordRule(words=self.cleaned_data["words"])
        groups = Group.objects.moderated_by(self.member).values("pk")
        recent = Post.objects.visible_to(self.member).filter(group__in=groups, deleted_at__isnull=True)
        if group := self.cleaned_data["group"]:
            recent = recent.filter(group=group)
        latest = recent.select_related("group", "author").order_by("-pk")[:RECENT]
        return [post for post in latest if rule.matches(f"{post.title} {post.body}")]

    def make(self, *, submission, **said) -> WordRule:
        return WordRule.objects.lay_down(by=self.member, **said)
