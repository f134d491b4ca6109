"""When to be reminded of a post."""

from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from community.bookmarks.models import Bookmark
from community.writing.sending import Sending


class ReminderForm(Sending):
    remind_at = MomentField(
        label=_("Remind me"),
        required=False,
        help_text=_("Leave it empty to keep the post without a reminder."),
    )

    def __init__(self, *args, post, member, **kwargs):
        self.post, self.member = post, member
        kept = Bookmark.objects.of(member, post)
        super().__init__(*args, initial={"remind_at": kept and kept.remind_at}, **kwargs)

    def make(self, *, submission, remind_at):
        bookmark = Bookmark.objects.keep(self.post, by=self.member)
        bookmark.remind(remind_at)
        return bookmark
