"""Rooms on the socket: who hears what, what it holds, and who is cut off."""

import json
import os
import random
import re

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction
from django.test import Client
from django.utils import translation

from accounts.live import consumer, hub
from community.chat import drawing
from community.chat.models import Message, Room
from community.groups.models import Membership
from tests.accounts.live.pages import Page, answer_slowly, look_again, play
from tests.community.chat.examples import between, private, say
from tests.community.examples import closed, secret

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live")]
FRAMES = 10_000 if os.environ.get("DEEP") else 500
says = sync_to_async(say)


async def told(page) -> dict:
    """The next that the page hears of rooms: the bell rings beside it."""
    while (frame := await page.hears()).get("event") == "notification":
        pass
    return frame


def test_a_message_arrives_drawn_and_the_same_for_everybody(ana, gema, club):
    room = club.room
    say(room, ana)  # the first drawing of a process takes its time

    async def scenario():
        page, other = await Page.of(ana, room.topic), await Page.of(gema, room.topic)
        await says(room, gema, "Se cena a las **nueve**, @ana")
        frame = await told(page)
        assert frame == await told(other)
        assert (frame["event"], frame["room"], frame["serial"]) == ("message", room.pk, 2)
        assert "<strong>nueve</strong>" in frame["html"]
        assert '<time datetime="' in frame["html"]
        assert "Ana Ruiz" in frame["html"]
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_what_travels_holds_no_word_of_ours_and_nothing_of_a_reader(ana, gema, club, client_of):
    """The HTML of an event is the same in every language: words stand in the page and are named by it."""
    message = say(club.room, gema, "Vale")
    answer = say(club.room, ana, "Vale, vale", reply_to=message)
    answer.edit(by=ana, body="Vale, vale, vale")
    client_of(gema).post(f"/chat/messages/{answer.pk}/reaction/", {"kind": "like"})
    drawn = []
    for language in ("en", "es"):
        with translation.override(language):
            drawn.append(drawing.neutral(answer.pk))
    assert drawn[0] == drawn[1]
    words = re.sub(r"<[^>]+>", " ", drawn[0]).split()
    assert set(words) <= {"Ana", "Ruiz", "AR", "Gema", "Prado", "Vale", "Vale,", "vale,", "vale", "1"} | {
        word for word in words if re.fullmatch(r"\d\d:\d\d", word)
    }
    assert 'aria-pressed="true"' not in drawn[0]


def test_row_10_bruno_hears_nothing_of_rooms_that_are_not_his(ana, bruno, gema):
    rooms = [closed("Dinners", ana, gema).room, secret("Board", ana).room, between(ana, gema)]

    async def scenario():
        page, present = await Page.of(bruno), await Page.of(ana, rooms[0].topic)
        for topic in [
            *(room.topic for room in rooms),
            "room:999999",
            "room:0",
            "room:*",
            "room:%",
            "room:1 ",
        ]:
            assert await page.says(watch=topic) in ({"refused": topic}, {"error": "not understood"})
        for room in rooms:
            await says(room, ana, "canary")
        assert "canary" in (await told(present))["html"]
        assert await page.is_deaf()
        await page.leaves()
        await present.leaves()

    play(scenario)


def test_row_11_a_room_has_one_spelling(ana, club):
    async def scenario():
        page = await Page.of(ana)
        for id in (f"0{club.room.pk}", f"+{club.room.pk}", f"{club.room.pk}.0", "１", "_"):
            answer = await page.says(watch=f"room:{id}")
            assert "watching" not in answer
        await page.leaves()

    play(scenario)


def test_row_10_a_manager_hears_nothing_of_what_two_say_to_each_other(ana, bruno, gema, two):
    async def scenario():
        page = await Page.of(gema)
        assert await page.says(watch=two.topic) == {"refused": two.topic}
        await says(two, ana, "canary")
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_row_38_leaving_the_group_ends_the_watch_at_once(ana, gema, club):
    room = club.room

    async def scenario():
        page, other = await Page.of(ana, room.topic), await Page.of(gema, room.topic)
        await sync_to_async(club.remove)(ana, by=gema)
        await says(room, gema, "canary")
        assert (await told(other))["event"] in ("message", "resync")
        assert await told(page) == {"refused": room.topic}
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_row_38_losing_the_group_ends_the_watch_though_the_push_is_lost(ana, gema, club, lost_pushes):
    room = club.room

    async def scenario():
        page = await Page.of(ana, room.topic)
        await sync_to_async(Membership.objects.filter(member=ana).delete)()
        await look_again()
        hub.here().deliver(f'{room.topic}\n{{"event":"message","html":"canary"}}')
        assert await told(page) == {"refused": room.topic}
        assert await page.says(watch=room.topic) == {"refused": room.topic}
        await page.leaves()

    play(scenario)


def test_row_17_who_left_a_private_room_hears_and_does_nothing_more(ana, bruno, gema):
    room = private(ana, bruno, gema)
    message = say(room, bruno)

    async def scenario():
        page = await Page.of(bruno, room.topic)
        await sync_to_async(room.leave)(by=bruno)
        await says(room, ana, "canary")
        assert await told(page) == {"refused": room.topic}
        await page.leaves()

    play(scenario)
    client = Client()
    client.force_login(bruno)
    for path in ("edit/", "removal/", "reaction/"):
        assert (
            client.post(f"/chat/messages/{message.pk}/{path}", {"body": "x", "kind": "like"}).status_code
            == 404
        )
    assert client.post(f"/chat/{room.pk}/messages/", {"body": "x"}).status_code == 404


def test_row_06_an_older_message_that_changes_tells_latecomers_nothing(ana, bruno, gema, marta):
    room = private(ana, bruno, gema)
    before = say(room, ana, "canary")
    room.add([marta], by=ana)

    async def scenario():
        page = await Page.of(marta, room.topic)
        await sync_to_async(before.edit)(by=ana, body="canary, again")
        frame = await told(page)
        assert "html" not in frame and "canary" not in json.dumps(frame)
        reply = await says(room, bruno, "Vale", reply_to=before)
        frame = await told(page)
        assert frame["id"] == reply.pk and "canary" not in json.dumps(frame)
        await page.leaves()

    play(scenario)


def test_who_is_taken_out_while_the_right_is_asked_hears_nothing(ana, gema, club, monkeypatch):
    room = club.room

    async def taken_out():
        await sync_to_async(club.remove)(ana, by=gema)
        hub.here().deliver(f"!rights\n{ana.pk} {room.topic}")  # what the push brings, whenever it comes

    async def scenario():
        answer_slowly(monkeypatch, taken_out)
        page = await Page.of(ana)
        assert await page.says(watch=room.topic) == {"refused": room.topic}
        await page.leaves()

    play(scenario)


def test_typing_is_seen_of_those_alone_who_want_it(ana, bruno, two):
    async def scenario():
        page, other = await Page.of(ana, two.topic), await Page.of(bruno, two.topic)
        assert await page.says(typing=two.topic) == {"refused": two.topic}
        assert await other.is_deaf()
        ana.shows_typing = True
        await sync_to_async(ana.save)()
        await look_again()
        await page.socket.send_json_to({"typing": two.topic})
        assert await told(other) == {"event": "typing", "room": two.pk, "member": ana.pk}
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_nobody_types_in_a_room_that_they_do_not_watch(ana, bruno, gema, club, two):
    bruno.shows_typing = True
    bruno.save()

    async def scenario():
        page, other = await Page.of(bruno, two.topic), await Page.of(gema, club.room.topic)
        assert await page.says(typing=club.room.topic) == {"refused": club.room.topic}
        assert await other.is_deaf()
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_the_others_see_who_is_here_and_how_far_they_have_read(ana, bruno, two, client_of):
    say(two, ana)
    client = client_of(bruno)

    async def scenario():
        page = await Page.of(ana, two.topic)
        await sync_to_async(client.post)(f"/chat/{two.pk}/presence/")
        assert await told(page) == {"event": "presence", "room": two.pk, "member": bruno.pk, "here": True}
        await sync_to_async(client.post)(f"/chat/{two.pk}/presence/")  # no news
        await sync_to_async(client.post)(f"/chat/{two.pk}/reading/", {"number": 1})
        frame = await told(page)
        assert (frame["member"], frame["read"], frame["serial"]) == (bruno.pk, 1, 2)
        await sync_to_async(client.post)(f"/chat/{two.pk}/presence/remove/")
        assert (await told(page))["here"] is False
        await page.leaves()

    play(scenario)


def test_a_groups_room_tells_nobody_who_is_here_or_has_read(ana, gema, club, client_of):
    say(club.room, gema)
    client = client_of(ana)

    async def scenario():
        page = await Page.of(gema, club.room.topic)
        await sync_to_async(client.post)(f"/chat/{club.room.pk}/presence/")
        await sync_to_async(client.post)(f"/chat/{club.room.pk}/reading/", {"number": 1})
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_what_was_hidden_or_taken_back_goes_from_open_pages(ana, gema, club):
    room = club.room
    first, second = say(room, ana), say(room, ana)

    async def scenario():
        page = await Page.of(ana, room.topic)
        await sync_to_async(first.delete)(by=ana)
        frame = await told(page)
        assert (frame["event"], frame["id"], frame["serial"]) == ("gone", first.pk, 3)
        await sync_to_async(second.hide)(by=gema, reason="It insults")
        assert (await told(page))["event"] == "gone"
        await sync_to_async(second.restore)(by=gema)
        assert (await told(page))["event"] == "changed"
        await page.leaves()

    play(scenario)


def test_nothing_is_told_of_what_was_undone(ana, bruno, two):
    async def scenario():
        page = await Page.of(bruno, two.topic)

        def undone():
            with transaction.atomic():
                say(two, ana, "canary")
                transaction.set_rollback(True)

        await sync_to_async(undone)()
        assert await page.is_deaf()
        await says(two, ana, "Hola")
        assert "Hola" in (await told(page))["html"]
        await page.leaves()

    play(scenario)


def test_row_39_fuzzed_frames_about_rooms_end_neither_socket_nor_room(
    ana, bruno, gema, club, two, monkeypatch
):
    monkeypatch.setattr(consumer, "BURST", FRAMES * 2)
    chance = random.Random(10)
    topics = [
        club.room.topic,
        two.topic,
        "room:999999",
        "room:*",
        "room:",
        "room:1e3",
        f"room:{two.pk}\n",
        "rooms:1",
    ]

    async def scenario():
        page, other = await Page.of(bruno, two.topic), await Page.of(gema, club.room.topic)
        for _ in range(FRAMES):
            verb = chance.choice(
                ["watch", "unwatch", "typing", "message", "send", "presence", "room", "event"]
            )
            value = chance.choice([*topics, chance.randrange(10**6), None, [two.topic], {"room": two.pk}])
            frame = {verb: value} | chance.choice([{}, {"serial": 1}, {"body": "canary"}, {"room": two.pk}])
            await page.socket.send_json_to(frame)
            answer = await page.hears()
            assert set(answer) <= {"error", "refused", "watching", "unwatched", "event", "room", "serial"}
            assert answer.get("watching") in (None, two.topic)
        await look_again()
        assert await other.is_deaf()
        await page.leaves()
        await other.leaves()

    play(scenario)
    assert not Message.objects.exists()
    assert Room.objects.visible_to(bruno).get() == two
