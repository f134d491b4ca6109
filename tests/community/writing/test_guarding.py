"""The guard: what looks private is noticed before it is published, and nothing else is (L-27)."""

import re
import uuid

import pytest

from community.chat.models import Room
from community.comments.models import Comment
from community.posts.models import Post
from community.writing.guarding import noticed
from tests.community.examples import everybody, post
from tickets.desk.models import Ticket

ACCOUNT = "ES91 2100 0418 4502 0005 1332"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("My ID is 12345678Z", ["12…78Z"]),
        ("DNI 12.345.678-z, gracias", ["12…78Z"]),
        ("NIE: X1234567L.", ["X1…67L"]),
        (f"Pay into {ACCOUNT} please", ["ES…332"]),
        (f"{ACCOUNT} y mi DNI 12345678Z", ["ES…332", "12…78Z"]),
        ("es9121000418450200051332", ["ES…332"]),
        ("DE89 3704 0044 0532 0130 00", ["DE…000"]),
        ("4111 1111 1111 1111 exp 12/27", ["41…111"]),
        ("5555-5555-5555-4444", ["55…444"]),
        ("Llámame al 612 34 56 78.", ["61…678"]),
        ("+34 612345678 o 0044 20 7946 0958", ["+3…678", "00…958"]),
        ("(976 123 456)", ["97…456"]),
        ("12345678Z y otra vez 12345678Z, 612345678", ["12…78Z", "61…678"]),
    ],
)
def test_it_notices(text, seen):
    assert [one.masked for one in noticed(text)] == seen


@pytest.mark.parametrize(
    "text",
    [
        "12345678A", "X1234567A", "ES91 2100 0418 4502 0005 1333", "4111 1111 1111 1112", "On 2026-11-22 at 19:30",
        "Call 900 123 456 or 902123456", "RIB-2026-004217-K", "It costs 612.345.678 €", "Row 1234567", "12 34 56",
        "https://example.com/612345678", "v1.612345678.2", "The 1000000000000000 stars", "612345678901234567890123",
        "Padel 17:00-18:30, 4 x 25 m", "XX12345678901234567890", "",
    ],
)  # fmt: skip
def test_it_lets_be(text):
    assert noticed(text) == []


@pytest.fixture
def hall(ana, bruno, sol):
    place = everybody()
    for member in (ana, bruno, sol):
        place.admit(member)
    return place


def aware(page: str) -> str:
    return re.search(r'name="aware" value="([0-9a-f]+)"', page)[1]


def send(browser, address="/posts/new/", **fields):
    return browser.post(address, {"submission": str(uuid.uuid4()), "kind": "question"} | fields)


def test_a_post_is_held_back_once_and_published_when_it_is_meant(ana, hall, client_of):
    browser, said = client_of(ana), {"body": f"Who has paid into {ACCOUNT}?"}
    held = send(browser, **said)
    page = held.content.decode()
    assert (
        held.status_code == 422 and "ES…332" in page and said["body"] in page and 'name="only_staff"' in page
    )
    assert not Post.objects.exists()
    # Agreed to this number, not to another.
    more = send(browser, body=said["body"] + " 612345678", aware=aware(page))
    assert more.status_code == 422 and not Post.objects.exists()
    assert send(browser, **said, aware=aware(page)).status_code == 302 and Post.objects.count() == 1


def test_staff_alone_read_it_and_nothing_is_published(ana, bruno, hall, client_of):
    send(client_of(ana), title="My card", body="4111 1111 1111 1111 does not open the gate", only_staff="1")
    assert not Post.objects.exists() and "My card" in Ticket.objects.get().text
    below = post(bruno, hall)
    send(client_of(ana), f"/posts/{below.pk}/comments/", body="Mine is 12345678Z", only_staff="1")
    assert not Comment.objects.exists() and Ticket.objects.filter(text__contains="12345678Z").count() == 1


def test_a_complaint_that_is_for_staff_is_not_held_back(ana, hall, client_of):
    assert send(client_of(ana), kind="complaint", audience="staff", body=f"Into {ACCOUNT}").status_code == 302


def test_staff_are_asked_too_and_have_nobody_to_send_it_to(sol, hall, client_of):
    page = send(client_of(sol), body="Bruno's is 612345678").content.decode()
    assert 'name="aware"' in page and 'name="only_staff"' not in page


def test_an_edit_and_a_comment_are_looked_at_like_a_post(ana, bruno, hall, client_of):
    said, below = post(ana, hall), post(bruno, hall, "Call me?")
    assert send(client_of(ana), f"/posts/{said.pk}/edit/", body="612345678").status_code == 422
    held = send(client_of(ana), f"/posts/{below.pk}/comments/", body="612345678")
    assert held.status_code == 422 and 'name="only_staff"' in held.content.decode()
    send(client_of(ana), f"/posts/{below.pk}/comments/", body="612345678", aware=aware(held.content.decode()))
    assert Comment.objects.get().body == "612345678"


def test_a_group_s_room_is_looked_at_and_a_private_one_is_not(ana, bruno, hall, client_of):
    browser, asks = client_of(ana), {"Accept": "application/json"}
    place = f"/chat/{Room.objects.get(group=hall).pk}/messages/"
    said = {"body": "612345678", "submission": str(uuid.uuid4())}
    held = browser.post(place, said, headers=asks)
    assert held.status_code == 422 and "61…678" in held.json()["error"]
    assert browser.post(place, said | {"aware": held.json()["aware"]}, headers=asks).status_code == 201
    alone = Room.objects.direct(by=ana, with_=bruno)
    assert browser.post(f"/chat/{alone.pk}/messages/", said, headers=asks).status_code == 201
