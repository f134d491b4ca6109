"""The laws of the chat: kept by the verbs, and broken ones are counted."""

import threading
import uuid

import pytest
from django.db import connection
from django.db.models import F

from accounts.invariants import LAWS
from community.chat import laws
from community.chat.models import Message, Participation, Room
from tests.community.chat.examples import between, private, say
from tests.community.examples import closed

OURS = [law for law in LAWS if law.violations.__module__ == laws.__name__]


def broken() -> list[str]:
    return [law.id for law in OURS if law.violations()]


@pytest.mark.django_db
def test_the_verbs_keep_the_laws(ana, bruno, gema, club):
    for room in (club.room, between(ana, bruno), private(ana, bruno, gema)):
        first = say(room, ana)
        say(room, ana, reply_to=first).edit(by=ana, body="Otra cosa")
        first.delete(by=ana)
        room.mark_read(by=gema if room.holds(gema) else bruno, number=2)
    club.remove(ana, by=gema)
    club.admit(ana)
    assert broken() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("law", "harm"),
    [
        ("K1", lambda room, *_: Room.objects.filter(pk=room.pk).update(message_count=7)),
        ("K2", lambda room, *_: Message.objects.filter(number=2).update(serial=900)),
        ("K2", lambda room, *_: Participation.objects.update(read_number=9)),
        ("K3", lambda room, stranger, _two: Participation.objects.create(room=room, member=stranger)),
        ("K3", lambda room, *_: Participation.objects.filter(room=room).delete()),
        ("K4", lambda _room, stranger, two: Participation.objects.create(room=two, member=stranger)),
        ("C4", lambda _room, _stranger, two: Message.objects.filter(number=1).exclude(room=two).update(
            reply_to=Message.objects.get(room=two)
        )),
    ],
)  # fmt: skip
def test_a_broken_law_is_counted(ana, bruno, gema, marta, law, harm):
    room, two = closed("Dinners", ana, gema).room, between(ana, gema)
    say(room, ana)
    say(room, gema)
    say(two, ana)
    assert broken() == []
    harm(room, marta, two)
    assert law in broken()


@pytest.mark.django_db(transaction=True)
def test_row_30_messages_at_once_have_each_their_place(ana, gema):
    room = closed("Dinners", ana, gema).room
    failed = []

    def talk(who):
        try:
            for _ in range(10):
                say(Room.objects.get(pk=room.pk), who)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=talk, args=[who]) for who in (ana, gema, ana, gema)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    numbers = list(room.messages.order_by("pk").values_list("number", flat=True))
    assert numbers == list(range(1, 41))
    assert not room.messages.exclude(serial=F("number")).exists()
    assert broken() == []


@pytest.mark.django_db(transaction=True)
def test_row_29_a_double_tap_from_two_connections_is_one_message(ana, gema):
    room, submission, made = closed("Dinners", ana, gema).room, uuid.uuid4(), []

    def tap():
        try:
            made.append(say(Room.objects.get(pk=room.pk), ana, submission=submission).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4 and len(set(made)) == 1
    assert room.messages.count() == 1
