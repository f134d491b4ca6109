"""What one keeps a post for, and when to be reminded of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from community.bookmarks.models import NOTE_LONGEST, Bookmark
from community.writing.sending import Sending


class ReminderForm(Sending):
    note = forms.CharField(
        label=_("Note to yourself"),
        max_length=NOTE_LONGEST,
        required=False,
        help_text=_("What you keep it for. Nobody else reads it."),
    )
    remind_at = MomentField(
        label=_("Remind me"),
        required=False,
        help_text=_("Leave it empty to keep the post without a reminder."),
    )

    def __init__(self, *args, post, member, **kwargs):
        self.post, self.member = post, member
        kept = Bookmark.objects.of(member, post)
        super().__init__(*args, initial=said_of(kept), **kwargs)

    def make(self, *, submission, remind_at, note):
        bookmark = Bookmark.objects.keep(self.post, by=self.member)
        bookmark.remind(remind_at)
        bookmark.write_down(note)
        return bookmark


def said_of(kept: Bookmark | None) -> dict:
    return {"remind_at": kept.remind_at, "note": kept.note} if kept else {}
