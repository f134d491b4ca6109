"""Choosing messages of a room for a complaint: those that the member may see, and nothing of another room (row 15)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.chat.models import Message, Room

MOST = 50  # messages in one complaint
OFFERED = 40  # of which the page lets choose


class Chosen(forms.ModelMultipleChoiceField):
    def clean(self, value):
        if len(value or ()) > MOST:
            raise forms.ValidationError(_("Choose %(most)d messages at most.") % {"most": MOST})
        return super().clean(value)


class ChoosingForm(forms.Form):
    messages = Chosen(
        queryset=None,
        required=False,
        error_messages={
            "invalid_choice": _("One of these messages is not there any more."),
            "invalid_pk_value": _("One of these messages is not there any more."),
            "invalid_list": _("Choose the messages again."),
        },
    )

    def __init__(self, *args, room: Room, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        self.fields["messages"].queryset = (
            Message.objects.visible_to(member).filter(room=room).select_related("author", "room__group")
        )

    @property
    def chosen(self) -> list[Message]:
        """In the order in which they were said."""
        return sorted(self.cleaned_data["messages"], key=lambda message: message.number)

    @property
    def flagged(self) -> Message | None:
        """The one that becomes the request: one that is a request already, else the member's own, else the first
        that can be; None when none can."""
        possible = [message for message in self.chosen if message.is_flaggable]
        handled = [message for message in possible if message.handling]
        own = [message for message in possible if message.author_id == self.member.pk]
        return next(iter(handled or own or possible), None)


def offered(room: Room, member, at: int | None) -> list[Message]:
    """The messages that the page lets choose: up to the one asked for and a few after it, else the latest."""
    messages = Message.objects.visible_to(member).filter(room=room).select_related("author")
    if at is not None:
        messages = messages.filter(number__lte=at + OFFERED // 4)
    return list(messages.order_by("-number")[:OFFERED])[::-1]
