"""What people whom I ignore or blocked write is folded away for me, and for nobody else."""

import pytest

from community.chat.models import Message, Room
from community.contacts import reach
from community.contacts.models import Block, ContactRule
from community.notifications.models import Notification
from tests.community.examples import everybody, group, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def courts(ana, bruno):
    everybody()
    return group("Courts", ana, bruno)


@pytest.mark.parametrize("kind", ["ignore", "block"])
def test_messages_of_whom_i_ignore_are_folded_away_for_me_alone(courts, ana, bruno, client_of, kind):
    room = Room.objects.of_group(courts)
    Message.objects.send(room=room, by=bruno, body="Look at me")
    Block.objects.put(kind, by=ana, on=bruno)
    page = client_of(ana).get(f"/chat/{room.pk}/").text
    assert "You do not read this person" in page
    assert "is-folded" in page and f'data-folded="{bruno.pk}"' in page
    assert "is-folded" not in client_of(bruno).get(f"/chat/{room.pk}/").text


def test_an_official_answer_is_never_folded_away(courts, ana, gema, client_of):
    room = Room.objects.of_group(courts)
    said = Message.objects.send(room=room, by=ana, body="The showers are cold")
    Block.objects.put("ignore", by=ana, on=gema)
    Message.objects.send(room=room, by=gema, body="We mend them", reply_to=said, official=True)
    assert "is-folded" not in client_of(ana).get(f"/chat/{room.pk}/").text


def test_their_cards_in_the_feed_say_so_in_the_place_of_the_words(courts, ana, bruno, client_of):
    written = post(bruno, courts)
    Block.objects.put("ignore", by=ana, on=bruno)
    page = client_of(ana).get("/").text
    assert "post-folded" in page and "You do not read this person" in page
    assert "post-folded" not in client_of(ana).get(f"/posts/{written.pk}/").text
    assert "post-folded" not in client_of(bruno).get("/").text


def test_a_blocked_person_is_answered_like_everybody_whom_nobody_lets_in(ana, bruno, client_of):
    everybody()
    answers = []
    for step in (
        lambda: ContactRule.objects.choose("nobody", by=ana),
        lambda: [
            ContactRule.objects.choose("everybody", by=ana),
            Block.objects.put("block", by=ana, on=bruno),
        ],
    ):
        step()
        browser = client_of(bruno)
        assert "/members/ana/chat/" in browser.get("/members/ana/").text
        answer = browser.post("/members/ana/chat/")
        answers.append((answer.status_code, str(reach.CLOSED) in answer.text))
    assert answers == [(403, True)] * 2
    assert not Room.objects.filter(kind="direct").exists()


def test_a_blocked_person_writes_no_further_word_in_the_room_of_the_two(ana, bruno, client_of):
    everybody()
    room = Room.objects.direct(by=bruno, with_=ana)
    Block.objects.put("block", by=ana, on=bruno)
    answer = client_of(bruno).post(f"/chat/{room.pk}/messages/", {"body": "Hey!"})
    assert answer.status_code in (403, 422) and str(reach.CLOSED) in answer.text
    assert not Message.objects.exists()


def test_who_is_ignored_rings_at_nobodys_door(ana, bruno):
    everybody()
    room = Room.objects.direct(by=bruno, with_=ana)
    Block.objects.put("ignore", by=ana, on=bruno)
    Message.objects.send(room=room, by=bruno, body="Hey @ana!")
    assert not Notification.objects.filter(member=ana).exists()
    Message.objects.send(room=room, by=ana, body="Yes, @bruno?")
    assert Notification.objects.filter(member=bruno).exists()
