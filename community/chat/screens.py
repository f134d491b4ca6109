"""What the pages of the chat show."""

from uuid import uuid4

from django.db.models import Q

from community import keyset
from community.chat import lists, pages
from community.chat.forms import AddForm, MessageForm, NameForm
from community.chat.lists import Face
from community.chat.models import Message, Participation, Room
from community.groups.neighbours import shown_in
from community.reactions.models import Reaction
from community.silences.models import Silence


def of(room: Room, member, *, asked, form: MessageForm | None = None) -> dict:
    """The screen of a room: the list beside it, the talk, who is there, and the form to write."""
    lines = lists.lines_of(member)
    line = next((line for line in lines if line.room.pk == room.pk), None)
    seat = line.seat if line else room.participation_of(member)
    seats = seats_in(room)
    others = [face_of(other) for other in seats if other.member_id != member.pk]
    answered = answered_by(form, asked, room, member)
    if form is None:
        begun = {"submission": uuid4(), "reply_to": answered and answered.pk}
        form = MessageForm(room=room, member=member, initial=begun)
    return {
        "room": room,
        "seat": seat,
        "list": lists.Shown(lines, room.pk),
        "title": lists.title_of(room, others),
        "faces": others,
        "seats": seats,
        "talk": pages.talk_of(room, member, seat, asked),
        "folded": " ".join(str(pk) for pk in room.folded),
        "form": form,
        "answered": answered,
        "writes": seat is not None and not room.is_archived,
        "reactions": Reaction.Kind.choices,
    }


def seats_in(room: Room) -> list[Participation]:
    """Who takes part, of a room that is small enough to say."""
    return list(room.participations.present().by_name()) if room.is_small else []


def seats_shown(room: Room, member) -> list[Participation]:
    """Who takes part, as far as the member may go through them: of a group's room as its own list has it."""
    seats = room.participations.present()
    if room.group:
        shown = shown_in(room.group, member).values("member_id")
        seats = seats.filter(Q(member__in=shown) | Q(member=member))
    return list(seats.by_name()[:200])


def face_of(seat: Participation) -> Face:
    return Face(seat.member_id, seat.member.name, seat.member.avatar_id)


def answered_by(form: MessageForm | None, asked, room: Room, member) -> Message | None:
    """The message that is being answered: `?answer=`, or that of a form that came back with an error."""
    if form is not None:
        return form.cleaned_data.get("reply_to")
    key = keyset.number(asked.get("answer"))
    return Message.objects.visible_to(member).in_room(room).these([key]).first() if key else None


def note_as_read(screen: dict, *, by) -> None:
    """What the page shows to the end has been read."""
    seat, talk = screen["seat"], screen["talk"]
    if seat is not None and not talk.has_newer and seat.unread:
        screen["room"].mark_read(by=by, number=screen["room"].message_count)


def people_of(room: Room, member, *, add_form=None, name_form=None) -> dict:
    seats = seats_shown(room, member)
    others = [face_of(other) for other in seats if other.member_id != member.pk]
    runs = room.manageable_by(member)
    return {
        "room": room,
        "seat": next((seat for seat in seats if seat.member_id == member.pk), None)
        or room.participation_of(member),
        "seats": seats,
        "title": lists.title_of(room, others),
        "runs": runs,
        "leavable": room.leavable_by(member),
        "add_form": add_form or (runs and AddForm(room=room, member=member)),
        "name_form": name_form or (runs and NameForm(room=room, member=member)),
    }


def acts_of(message: Message, member) -> dict:
    """What the member can do with the message."""
    writes = message.writable_by(member)
    return {
        "message": message,
        "room": message.room,
        "title": lists.title_of(message.room, []),
        "own": message.author_id == member.pk,
        "writes": writes,
        "editable": message.editable_by(member) and not Silence.objects.of(member, message.group),
        "deletable": message.deletable_by(member),
        "hideable": message.author_id != member.pk and message.hideable_by(member),
        "flaggable": message.is_flaggable and not message.handling,
        "shared": message.shared_by(member) and not message.flagged_by(member),
        "reactions": Reaction.Kind.choices,
        "mine": message.reactions.kind_of(member),
    }
