"""Trust: what a newcomer may do, and that it grows with reading and time; the same text is said twice a day at most."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.chat.models import Message, Room
from community.comments.models import Comment
from community.posts.models import Post, PostRead
from community.trust.levels import LEVELS, level_of, require_text
from community.wordrules.models import WordRule
from community.writing.repeats import Repeat
from tests import cast
from tests.community.examples import comment, everybody, group, post
from tests.parallel import together

pytestmark = pytest.mark.django_db
LINKS = "https://a.example https://b.example www.c.example"
WORDS = "Come to my shop on the corner, everything at half price"


def test_trust_grows_with_reading_and_time_and_with_neither_alone(ana, bruno, marta):
    place = group("Courts", ana, bruno)
    posts = [post(bruno, place, f"Number {n}") for n in range(10)]
    with pytest.raises(ValidationError, match="newcomer"):
        Post.objects.publish(by=ana, group=place, kind="story", body=LINKS)
    ana.joined_at = timezone.now() - timedelta(days=4)
    assert level_of(ana) == LEVELS[0]
    PostRead.objects.bulk_create(PostRead(post=one, member=ana) for one in posts)
    assert level_of(ana) == LEVELS[1] and level_of(marta) == LEVELS[-1]
    assert Post.objects.publish(by=ana, group=place, kind="story", body=LINKS)
    ana.joined_at = timezone.now()
    assert level_of(ana) == LEVELS[0]


def test_a_newcomer_writes_to_few_strangers_a_day(ana):
    people = [cast.person(f"Member{n} Here") for n in range(LEVELS[0].rooms + 1)]
    for one in people[:-1]:
        Room.objects.direct(by=ana, with_=one)
    with pytest.raises(ValidationError, match="conversations"):
        Room.objects.direct(by=ana, with_=people[-1])
    assert Room.objects.direct(by=ana, with_=people[0])


WAYS = {
    "a post": lambda ana, place, below, body: Post.objects.publish(
        by=ana, group=place, kind="story", body=body
    ),
    "a comment": lambda ana, place, below, body: Comment.objects.say(post=below, by=ana, body=body),
    "a change": lambda ana, place, below, body: comment(ana, below).edit(by=ana, body=body),
    "a message": lambda ana, place, below, body: Message.objects.send(
        room=Room.objects.of_group(place), by=ana, body=body
    ),
}
CALLS = "@one @two @three @four @five"


@pytest.mark.parametrize("way", WAYS)
def test_a_newcomer_is_measured_and_floods_and_word_rules_are_asked_whichever_way_it_is_said(
    ana, bruno, marta, way
):
    everybody()
    place = group("Courts", ana, bruno)
    below = post(bruno, place)

    def say(body: str):
        return WAYS[way](ana, place, below, body)

    WordRule.objects.lay_down(by=marta, words="casino", action="refuse", why="No games of chance.")
    for body, why in ((LINKS, "links"), (CALLS, "people"), ("My casino", "games of chance")):
        with pytest.raises(ValidationError, match=why), transaction.atomic():
            say(body)
    if way != "a change":
        for dressed in (WORDS, WORDS.upper()):
            assert say(dressed)
        with pytest.raises(ValidationError, match="exactly this"), transaction.atomic():
            say(f"{WORDS}!")


def test_a_newcomers_text_shows_few_pictures(ana):
    with pytest.raises(ValidationError, match="pictures"):
        require_text(ana, "Look", LEVELS[0].pictures + 1)
    require_text(ana, "Look", LEVELS[0].pictures)


def test_the_same_text_is_said_twice_a_day_however_it_is_dressed_up(ana, bruno):
    below = post(bruno, group("Courts", ana, bruno))
    words = "Come to my shop on the corner, everything at half price!"
    for dressed in (words, words.upper()):
        Comment.objects.say(post=below, by=ana, body=dressed)
    with pytest.raises(ValidationError, match="exactly this"):
        Comment.objects.say(post=below, by=ana, body=words.replace("!", " …"))
    assert Comment.objects.say(post=below, by=bruno, body=words)
    assert Comment.objects.say(post=below, by=ana, body="Thanks")


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_counted_as_ten(ana):
    counted = together(
        *[
            lambda: Repeat.objects.count_one(
                ana, "The very same long words, and all of them ten times at once"
            )
        ]
        * 10
    )
    assert sorted(counted) == list(range(1, 11))
