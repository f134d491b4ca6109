"""Row 29, its other side: a form sent twice makes one thing, and other words under the same key are never lost."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.utils import timezone

from accounts.members.models import Member
from community.alerts.models import Alert
from community.chat.models import Room
from community.posts.models import Post
from community.submissions.models import Submission
from tests.community.examples import everybody, post
from tests.community.posts.pictures import file
from tests.tickets.examples import complaint_of, team_with
from tickets.talks import hours

pytestmark = pytest.mark.django_db
FIRST, OTHER = "The pool opens at eight.", "The pool opens at nine, and the sauna not at all."
SENTENCE = "What you have written now is still here"


class Door(NamedTuple):
    """A form: who sends it where, what stands in it, and in which field they write."""

    who: str
    address: Callable[[dict[str, Member]], str]
    field: str = "body"
    more: Callable[[dict[str, Member]], dict] = lambda people: {}


def at(address: str) -> Callable[[dict[str, Member]], str]:
    return lambda people: address


def counter(people) -> dict:
    return {
        "person": str(people["ana"].pk), "channel": "telephone", "kind": "claim", "language": "es",
        "answer_by": "telephone",
    }  # fmt: skip


def own_request(people) -> str:
    return f"/requests/{complaint_of(people['ana'], everybody()).key}/replies/"


def workspace(people) -> str:
    return f"/admin/tickets/ticket/{complaint_of(people['ana'], everybody()).pk}/replies/"


DOORS = {
    "post": Door("ana", at("/posts/new/"), more=lambda people: {"kind": "story"}),
    "complaint for staff alone": Door(
        "ana", at("/posts/new/"), more=lambda people: {"kind": "complaint", "audience": "staff"}
    ),
    "comment": Door("ana", lambda people: f"/posts/{post(people['bruno'], everybody()).pk}/comments/"),
    "message": Door("ana", lambda people: f"/chat/{Room.objects.of_group(everybody()).pk}/messages/"),
    "private room": Door(
        "ana", at("/chat/new/"), "name", lambda people: {"people": [people["bruno"].pk, people["gema"].pk]}
    ),
    "group": Door(
        "gema", at("/groups/new/"), "purpose",
        lambda people: {"name": "Swimmers", "listing": "listed", "joining": "free", "posting": "all"},
    ),
    "word to the team": Door("ana", own_request),
    "call back": Door(
        "ana", at("/chat/desk/call-back/"), "text",
        lambda people: {"phone": "600 111 222", "call_at": hours.calls_from(timezone.now())[0].isoformat()},
    ),
    "counter": Door("sol", at("/admin/tickets/ticket/add/"), "text", counter),
    "reply to a customer": Door("sol", workspace, more=lambda people: {"seen": "1"}),
}  # fmt: skip


@pytest.fixture
def people(ana, bruno, sol, gema) -> dict[str, Member]:
    hall = everybody()
    for member in (ana, bruno, sol, gema):
        hall.admit(member)
    return {"ana": ana, "bruno": bruno, "sol": sol, "gema": gema}


@pytest.mark.parametrize("name", DOORS)
def test_row_29_other_words_under_a_key_stay_in_the_form_and_go_out_when_they_are_sent_again(
    people, client_of, name
):
    door = DOORS[name]
    team_with(people["sol"])
    client, address = client_of(people.get(door.who)), door.address(people)
    sent = {"submission": str(uuid.uuid4()), door.field: FIRST} | door.more(people)
    first, again = client.post(address, sent), client.post(address, sent)
    assert first.status_code == again.status_code < 400
    assert first.headers.get("Location") == again.headers.get("Location")

    page = client.post(address, sent | {door.field: OTHER})
    assert page.status_code == 422
    assert SENTENCE in page.text and OTHER in page.text
    assert sent["submission"] not in page.text
    fresh = dict(re.findall(r'name="(submission|seen)" value="([0-9a-f-]+)"', page.text))
    made = client.post(address, sent | fresh | {door.field: OTHER})
    assert made.status_code == first.status_code
    assert Submission.objects.count() == 2


def test_a_report_from_outside_is_kept_too_and_shows_nothing_of_the_first(client_of):
    sent = {
        "offence": "honour",
        "name": "Eva",
        "email": "eva@example.org",
        "good_faith": "on",
        "location": "/posts/1/",
    }
    sent |= {"submission": str(uuid.uuid4()), "reasons": FIRST}
    assert client_of().post("/report/", sent).status_code == 200
    page = client_of().post("/report/", sent | {"reasons": OTHER})
    assert page.status_code == 422 and OTHER in page.text and "See what was sent before" not in page.text
    anew = re.search(r'name="submission" value="([0-9a-f-]+)"', page.text)[1]
    assert client_of().post("/report/", sent | {"reasons": OTHER, "submission": anew}).status_code == 200
    assert [alert.reasons for alert in Alert.objects.order_by("pk")] == [FIRST, OTHER]


def test_the_way_to_what_was_sent_before_stands_there(people, client_of):
    client, sent = client_of(people["ana"]), {"submission": str(uuid.uuid4()), "kind": "story", "body": FIRST}
    there = client.post("/posts/new/", sent).headers["Location"]
    assert (
        f'<a href="{there}">See what was sent before</a>'
        in client.post("/posts/new/", sent | {"body": OTHER}).text
    )


@pytest.mark.parametrize("form", [{"kind": "story"}, {"kind": "complaint", "audience": "staff"}])
def test_the_very_same_words_from_another_form_lead_to_where_they_stand(people, client_of, form):
    """Ana goes back after sending: the browser shows her text again, in a form with a key of its own."""
    client, sent = client_of(people["ana"]), form | {"body": FIRST}
    there = client.post("/posts/new/", sent | {"submission": str(uuid.uuid4())}).headers["Location"]
    page = client.post("/posts/new/", sent | {"submission": str(uuid.uuid4())})
    assert page.status_code == 422 and "You have sent exactly this already" in page.text
    assert FIRST in page.text and f'<a href="{there}">See what was sent before</a>' in page.text
    assert client.get(there).status_code == 200


SOON, LATER = (f"{timezone.now() + timedelta(days=days):%Y-%m-%dT18:00}" for days in (3, 5))
MORE_THAN_WORDS = {
    "event": ({"title": "Yoga", "starts_at": SOON}, {"starts_at": LATER}),
    "poll": ({"title": "Which day?", "option-0": "Monday", "option-1": "Tuesday"}, {"option-1": "Friday"}),
    "praise": ({"body": "Thank you!", "praised": "member-{sol}"}, {"praised": "member-{gema}"}),
}


@pytest.mark.parametrize("kind", MORE_THAN_WORDS)
def test_the_same_name_with_something_else_below_it_is_another_post(people, client_of, kind):
    """Ana announces yoga for Thursday, then for Saturday; going back and sending Thursday's once more makes nothing."""
    first, change = MORE_THAN_WORDS[kind]
    client = client_of(people["ana"])
    ids = {name: person.pk for name, person in people.items()}

    def send(said: dict):
        words = {field: value.format(**ids) for field, value in said.items()}
        return client.post("/posts/new/", words | {"kind": kind, "submission": str(uuid.uuid4())})

    made = send(first)
    assert made.status_code == 302
    again = send(first)
    assert again.status_code == 422 and "See what was sent before" in again.text
    assert Post.objects.filter(kind=kind).count() == 1
    assert send(first | change).status_code == 302
    assert Post.objects.filter(kind=kind).count() == 2


def test_a_device_that_sends_by_itself_gets_the_key_for_the_other_words(people, client_of):
    client, sent = client_of(people["ana"]), {"submission": str(uuid.uuid4()), "kind": "story", "body": FIRST}
    client.post("/posts/new/", sent)
    data = {"headers": {"accept": "application/json"}}
    assert client.post("/posts/new/", sent | {"noted_at": "2026-11-22T10:00:00Z"}, **data).status_code == 201
    refused = client.post("/posts/new/", sent | {"body": OTHER}, **data)
    assert refused.status_code == 422 and SENTENCE in refused.json()["error"]
    assert (
        client.post(
            "/posts/new/", sent | {"body": OTHER, "submission": refused.json()["submission"]}, **data
        ).status_code
        == 201
    )


def test_a_repeat_is_one_whatever_became_of_the_first_since(people, client_of):
    client, sent = client_of(people["ana"]), {"submission": str(uuid.uuid4()), "kind": "story", "body": FIRST}
    said = people["ana"].posts.get(pk=client.post("/posts/new/", sent).headers["Location"].split("/")[2])
    said.edit(by=people["ana"], body=OTHER)
    assert client.post("/posts/new/", sent).headers["Location"] == said.get_absolute_url()
    said.delete(by=people["ana"])
    assert client.post("/posts/new/", sent).status_code == 302
    assert people["ana"].posts.count() == 1


def test_another_picture_is_something_else_and_the_same_one_is_not(people, client_of):
    client, sent = client_of(people["ana"]), {"submission": str(uuid.uuid4()), "kind": "story", "body": FIRST}

    def with_picture():
        return client.post("/posts/new/", sent | {"pictures": file()})

    assert with_picture().status_code == with_picture().status_code == 302
    assert client.post("/posts/new/", sent).status_code == 422


def test_what_was_refused_holds_no_key(people, client_of):
    client, sent = client_of(people["ana"]), {"submission": str(uuid.uuid4()), "kind": "story", "body": " "}
    assert client.post("/posts/new/", sent).status_code == 422
    assert client.post("/posts/new/", sent | {"body": FIRST}).status_code == 302


def test_traces_go_after_ninety_days(ana):
    Submission.objects.note(uuid.uuid4(), "a", by=ana)
    assert Submission.objects.sweep(timezone.now() + timedelta(days=89)) == 0
    assert Submission.objects.sweep(timezone.now() + timedelta(days=91)) == 1
