"""What members say in rooms."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.chat.models import Message, Room
from community.groups.models import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(gema, ana):
    group = Group.objects.found(by=gema, name="Board", listing="secret", joining="invitation")
    group.admit(ana)
    return group


@pytest.fixture
def room(board):
    return board.room


def say(room, by, body="Hola", **more):
    return Message.objects.send(room=room, by=by, body=body, **more)


def test_row_29_the_same_message_sent_twice_is_one(room, ana):
    submission = uuid.uuid4()
    first = say(room, ana, submission=submission)
    assert say(room, ana, "Otra cosa", submission=submission) == first
    room.refresh_from_db()
    assert room.message_count == 1


def test_messages_stand_in_the_order_in_which_they_came(room, ana, gema):
    said = [say(room, who) for who in (ana, gema, ana)]
    assert [(message.number, message.serial) for message in said] == [(1, 1), (2, 2), (3, 3)]


def test_an_edit_takes_a_new_serial_and_keeps_its_place(room, ana, gema):
    message = say(room, ana)
    say(room, gema)
    assert message.edit(by=ana, body="Hola a todos")
    assert (message.number, message.serial) == (1, 3)
    assert message.revisions.get().body == "Hola"


def test_bruno_sees_neither_room_nor_message_of_anas_group(room, ana, bruno):
    message = say(room, ana)
    assert not Room.objects.visible_to(bruno).exists()
    assert not Message.objects.visible_to(bruno).exists()
    with pytest.raises(PermissionDenied):
        say(room, bruno)
    assert message.is_visible_to(ana)


def test_whoever_leaves_the_group_leaves_its_room_at_once(room, board, ana, gema):
    message = say(room, ana)
    board.remove(ana, by=gema)
    assert not room.is_visible_to(ana)
    assert not message.is_visible_to(ana)
    assert not room.holds(ana)


def test_two_people_have_one_room(ana, bruno):
    room = Room.objects.direct(by=ana, with_=bruno)
    assert Room.objects.direct(by=bruno, with_=ana) == room
    assert Room.objects.between(bruno, ana) == room


def test_d16_a_manager_reads_no_private_room(ana, bruno, gema, marta):
    room = Room.objects.direct(by=ana, with_=bruno)
    message = say(room, ana)
    for stranger in (gema, marta):
        assert not room.is_visible_to(stranger)
        assert not message.is_visible_to(stranger)


def test_who_is_brought_in_reads_from_then_on(ana, bruno, marta, gema):
    room = Room.objects.gather(by=ana, with_=[bruno, gema], name="Fiesta")
    before = say(room, ana, "Que no lo sepa Marta")
    room.add([marta], by=ana)
    after = say(room, ana, "Hola, Marta")
    assert after.is_visible_to(marta)
    assert not before.is_visible_to(marta)
    assert before.is_visible_to(bruno)


def test_who_leaves_a_private_room_reads_no_more(ana, bruno, gema):
    room = Room.objects.gather(by=ana, with_=[bruno, gema])
    message = say(room, ana)
    assert room.leave(by=bruno)
    assert not room.leave(by=bruno)
    assert not message.is_visible_to(bruno)


def test_row_15_nobody_answers_a_message_of_another_room(room, ana, bruno):
    elsewhere = say(Room.objects.direct(by=ana, with_=bruno), ana)
    with pytest.raises(ValidationError):
        say(room, ana, reply_to=elsewhere)


def test_what_was_taken_back_is_blank_and_its_answers_move(room, ana, gema):
    message = say(room, ana)
    reply = say(room, gema, reply_to=message)
    assert message.delete(by=ana)
    assert message.body == message.body_html == ""
    reply.refresh_from_db()
    assert reply.serial > message.serial


def test_ones_own_words_are_read_and_those_of_others_are_not(room, ana, gema):
    say(room, gema)
    say(room, gema)
    assert room.participation_of(ana).unread == 2
    assert room.participation_of(gema).unread == 0
