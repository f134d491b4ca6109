"""Forms of the chat: a message, a new conversation, a room's name and people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.chat import contact
from community.chat.models import Message, Participation, Room
from community.writing.guarded import Guarded
from community.writing.picking import Picking
from community.writing.sending import Sending

BODY = {"max_length": 5000, "required": False}
OFFERED = 200  # people that the picker shows at once; the search finds the others


class MessageForm(Picking, Guarded):
    body = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 1, "class": "textarea", "placeholder": _("Write a message")}),
        **BODY,
    )
    reply_to = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    noted_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    makes_one = True

    def __init__(self, *args, room: Room, **kwargs):
        self.room = room
        super().__init__(*args, **kwargs)

    def is_for_others(self) -> bool:
        """In private people give each other what they like."""
        return self.room.is_group

    def clean_reply_to(self):
        """The message that it answers, of those that the member sees; one of another room is none (row 15)."""
        if not (pk := self.cleaned_data["reply_to"]):
            return None
        found = Message.objects.visible_to(self.member).filter(pk=pk, room=self.room).first()
        if found is None:
            raise forms.ValidationError(_("What you are answering is not there any more."))
        return found

    def make(self, **said):
        return Message.objects.send(room=self.room, by=self.member, **said)


class ChangeForm(Guarded):
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}), **BODY)

    def __init__(self, *args, message: Message, member, **kwargs):
        self.message, self.member = message, member
        super().__init__(*args, **kwargs)
        self.initial["body"] = message.body

    def is_for_others(self) -> bool:
        return self.message.room.is_group

    def make(self, *, body: str, submission):
        self.message.edit(by=self.member, body=body)
        return self.message


class People(forms.ModelMultipleChoiceField):
    """Some of the people offered at once, by name; whoever else may be written to is as good."""

    def label_from_instance(self, member) -> str:
        return member.name

    def offer(self, people, wanted: str = "", chosen=()) -> None:
        self.queryset = people.order_by("name", "pk")
        found = list(self.queryset.named_like(wanted)[: OFFERED + 1])
        self.is_cut = len(found) > OFFERED
        there = {member.pk for member in found}
        also = [int(key) for key in chosen if str(key).isdecimal() and int(key) not in there]
        offered = [*self.queryset.filter(pk__in=also[:50]), *found[:OFFERED]]
        self.choices = [(member.pk, self.label_from_instance(member)) for member in offered]


class RoomForm(Sending):
    """A new conversation. With one other person it is the room of the two."""

    people = People(
        label=_("With whom?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose somebody to talk to."),
            "invalid_choice": _("One of them cannot be written to at the moment."),
        },
    )
    name = forms.CharField(
        label=_("Name of the conversation"),
        max_length=80,
        required=False,
        help_text=_("For a conversation of several. You can give it one later."),
    )
    makes_one = True

    def __init__(self, *args, member, wanted: str = "", **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        chosen = self.data.getlist("people") if self.is_bound else self.initial.get("people", ())
        self.fields["people"].offer(contact.reachable_by(member), wanted, chosen)

    def make(self, *, people, name: str, submission) -> Room:
        return Room.objects.gather(by=self.member, with_=people, name=name, submission=submission)


class AddForm(Sending):
    """Brings people into a private room."""

    people = RoomForm.base_fields["people"]

    def __init__(self, *args, room: Room, member, **kwargs):
        self.room, self.member = room, member
        super().__init__(*args, **kwargs)
        there = room.participations.present().values("member_id")
        self.fields["people"].offer(contact.reachable_by(member).exclude(pk__in=there))

    def make(self, *, people, submission) -> Room:
        self.room.add(people, by=self.member)
        return self.room


class NameForm(Sending):
    name = forms.CharField(label=_("Name of the conversation"), max_length=80, required=False)

    def __init__(self, *args, room: Room, member, **kwargs):
        self.room, self.member = room, member
        super().__init__(*args, initial={"name": room.name}, **kwargs)

    def make(self, *, name: str, submission) -> Room:
        self.room.rename(name, by=self.member)
        return self.room


class LevelForm(forms.Form):
    level = forms.ChoiceField(choices=Participation.Level.choices)


class TypingForm(forms.Form):
    """What others see of me while I chat."""

    shows_typing = forms.BooleanField(
        label=_("Show others that I am writing"),
        help_text=_("Off, nobody sees it before you send."),
        required=False,
    )
