"""Mentions while writing: who could be meant, of those who will read it; and who would not hear of it."""

import uuid

import pytest

from community.chat.models import Room
from tests.cast import person
from tests.community.examples import closed, comment, everybody, group, post, secret
from tests.community.profiles.examples import MINOR


@pytest.fixture
def places(ana, bruno, gema):
    hall = everybody()
    for member in (ana, bruno):
        hall.admit(member)
    return {"hall": hall, "board": closed("Board", ana), "hidden": secret("Surprise", bruno)}


def asked(browser, **about) -> dict:
    return browser.get("/mentions/", about).json()


def names(browser, **about) -> list[str]:
    return [one["name"] for one in asked(browser, **about)["people"]]


def test_letters_find_people_by_any_of_their_names(ana, places, client_of):
    person("Brenda Gilabert", handle="brenda")
    browser = client_of(ana)
    assert names(browser, q="br") == ["Brenda Gilabert", "Bruno Gil"] == names(browser, q="GIL")
    assert names(browser, q="") == names(browser, q="ana") == names(browser, q="%") == []


def test_only_who_will_read_it_is_offered(ana, bruno, places, client_of):
    said = post(ana, places["board"])
    assert names(client_of(ana), q="bru", group="board") == names(client_of(ana), q="bru", post=said.pk) == []
    room = Room.objects.get(group=places["board"]).pk
    assert names(client_of(ana), q="bru", room=room) == [] and names(client_of(ana), q="bru") == ["Bruno Gil"]


def test_row_15_where_one_may_not_look_there_is_nobody(ana, bruno, places, client_of):
    said, room = post(bruno, places["hidden"]), Room.objects.get(group=places["hidden"])
    for about in ({"group": "surprise"}, {"post": said.pk}, {"group": "no-such"}):
        found = asked(client_of(ana), q="bru", called="bruno", **about)
        assert found == {"people": [], "unheard": []}, about
    assert names(client_of(ana), q="bru", room=room.pk) == []


def test_who_cannot_read_it_is_named_before_and_after_it_is_sent(ana, bruno, places, client_of):
    browser = client_of(ana)
    assert asked(browser, called="bruno,nobody", group="board")["unheard"] == ["Bruno Gil"]
    assert asked(browser, called="bruno", group="everybody")["unheard"] == []
    sent = {"kind": "story", "body": "Ask @bruno", "group": "board", "submission": str(uuid.uuid4())}
    assert "cannot read here: Bruno Gil" in browser.post("/posts/new/", sent, follow=True).content.decode()
    below = post(ana, places["board"])
    page = browser.post(f"/posts/{below.pk}/comments/", {"body": "And @bruno?"}, follow=True).content.decode()
    assert "cannot read here: Bruno Gil" in page
    assert comment(ana, below, "@bruno").body_html.count("data-member") == 0


def test_l_25_nobody_under_age_is_offered_to_who_shares_no_group_with_them(ana, bruno, places, client_of):
    leo = person("Leo Sanz", born_on=MINOR)
    places["hall"].admit(leo)
    assert names(client_of(ana), q="leo") == []
    assert (
        asked(client_of(ana), called="leo", group="everybody")["unheard"] == []
    )  # they read there all the same
    group("Juniors", bruno, leo)
    assert names(client_of(bruno), q="leo") == ["Leo Sanz"]
