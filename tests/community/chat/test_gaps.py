"""F13: whatever is cut and lost on the way, a page that catches up shows what a fresh one would."""

import os
import random

import pytest

from community.chat.models import Message
from tests.community.chat.examples import private, say

pytestmark = pytest.mark.django_db
STEPS = 1000 if os.environ.get("DEEP") else 120


class Reader:
    """A page that asks `?after=` now and then, and keeps what it was told."""

    def __init__(self, client, room):
        self.client, self.room, self.serial, self.shown = client, room, 0, {}

    def catches_up(self) -> None:
        answer = self.client.get(f"/chat/{self.room.pk}/messages/?after={self.serial}").json()
        if "reload" in answer:
            self.serial, self.shown = 0, {}
            answer = fresh(self.client, self.room)
        for item in answer["items"]:
            if item["event"] != "read":
                self.shown[item["number"]] = item["html"]
        assert [item["serial"] for item in answer["items"]] == sorted(
            item["serial"] for item in answer["items"]
        )
        assert answer["after"] >= self.serial
        self.serial = answer["after"]


def fresh(client, room) -> dict:
    """All that there is, in pieces below the limit."""
    items, after = [], 0
    while True:
        answer = client.get(f"/chat/{room.pk}/messages/?after={after}").json()
        if "reload" in answer:
            after = room.messages.order_by("serial").values_list("serial", flat=True)[0]
            from community.chat import pages

            seat = room.participations.get(member_id=client.session["_auth_user_id"])
            room.refresh_from_db()
            rows = pages.drawing.rows(pages.within(room, seat).order_by("serial"), seat.member, seat.since)
            drawn = pages.drawing.filled(rows, seat.member, in_line=False)
            return {
                "items": [pages.item_of(row, html) for row, html in zip(rows, drawn, strict=True)],
                "after": room.serial,
            }
        return {"items": items + answer["items"], "after": answer["after"]}


def test_f13_after_a_gap_a_page_is_what_a_fresh_one_would_be(ana, bruno, gema, client_of):
    room, chance = private(ana, bruno, gema), random.Random(13)
    people = {ana: client_of(ana), bruno: client_of(bruno), gema: client_of(gema)}
    readers = [Reader(client, room) for client in people.values()]
    for step in range(STEPS):
        said = list(Message.objects.filter(room=room, deleted_at__isnull=True))
        who = chance.choice(list(people))
        act = chance.random()
        if act < 0.5 or not said:
            say(room, who, f"{step}", reply_to=chance.choice(said) if said and act < 0.2 else None)
        else:
            chosen = chance.choice(said)
            author = {person.pk: person for person in people}[chosen.author_id]
            if act < 0.65:
                chosen.edit(by=author, body=f"changed {step}")
            elif act < 0.75:
                chosen.delete(by=author)
            elif act < 0.9:
                people[who].post(
                    f"/chat/messages/{chosen.pk}/reaction/", {"kind": chance.choice(["like", "sorry"])}
                )
            else:
                people[who].post(f"/chat/{room.pk}/reading/", {"number": chosen.number})
        for reader in readers:
            if chance.random() < 0.2:
                reader.catches_up()
    for reader in readers:
        reader.catches_up()
        room.refresh_from_db()
        truth = {
            item["number"]: item["html"] for item in fresh(reader.client, room)["items"] if "html" in item
        }
        assert reader.shown == truth
        assert reader.serial == room.serial
