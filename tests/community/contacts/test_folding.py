"""What people whom I ignore or blocked write is folded away for me, and for nobody else."""

import pytest

from community.chat.models import Message, Room
from community.comments.models import Comment
from community.contacts import reach
from community.contacts.models import Block, ContactRule
from community.notifications.models import Notification
from tests.community.examples import comment, everybody, group, post

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


def test_a_comment_of_theirs_is_folded_in_its_place_and_the_answers_to_it_stay(
    courts, ana, bruno, gema, client_of
):
    below = post(ana, courts)
    said = comment(bruno, below, "Look at me")
    answered = comment(ana, below, "I looked", parent=said)
    spoken = comment(gema, below, "We mend it")
    Block.objects.put("ignore", by=ana, on=bruno)
    Block.objects.put("ignore", by=ana, on=gema)
    page = client_of(ana).get(f"/posts/{below.pk}/").text
    folded, _inside, rest = page.partition("comment-folded")[2].partition("</details>")
    assert "A comment by somebody you do not read" in folded and "Look at me" in folded
    assert page.count(f'id="comment-{said.pk}"') == 1  # what links point at is there once
    assert f'id="comment-{answered.pk}"' in rest and "I looked" in rest  # nested as before
    assert page.count('class="comment comment-folded"') == 2 and f'id="comment-{spoken.pk}"' in page
    Comment.objects.filter(pk=spoken.pk).update(official_at=spoken.created_at)
    assert client_of(ana).get(f"/posts/{below.pk}/").text.count('class="comment comment-folded"') == 1
    assert "comment-folded" not in client_of(bruno).get(f"/posts/{below.pk}/").text


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
