"""Drafts: what one has begun is there again, two windows keep apart, what was sent is no draft any more."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.drafts.models import Draft
from community.posts.models import Post
from tests.community.examples import comment, everybody, post
from tests.community.posts.pictures import picture
from tickets.desk.models import Ticket

BEGUN = {"kind": "question", "title": "The sauna", "body": "Is it warm on Sundays?"}


@pytest.fixture
def hall(ana, bruno):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    return place


def keep(browser, place="new-post", submission=None, seen=0, window="one", **fields):
    sent = {"submission": submission or str(uuid.uuid4()), "seen": seen, "window": window}
    return browser.post(f"/drafts/{place}/", sent | (fields or BEGUN), headers={"X-Draft": "1"})


def test_a_name_that_no_column_holds_breaks_nothing(ana, hall, client_of):
    assert keep(client_of(ana), **BEGUN, **{"alt-\0": "x"}).status_code == 200
    assert "alt-" in Draft.objects.get().values


def test_what_nobody_went_on_with_for_three_months_goes(ana, hall, client_of):
    keep(client_of(ana))
    Draft.objects.update(changed_at=timezone.now() - timedelta(days=91))
    keep(client_of(ana), body="Something new")
    assert [draft.words for draft in Draft.objects.all()] == ["Something new"]


def test_what_ana_began_stands_in_the_form_again_on_any_device(ana, hall, client_of):
    shown = picture(ana)
    key = str(uuid.uuid4())
    answer = keep(
        client_of(ana), submission=key, **BEGUN, upload=str(shown.pk), **{f"alt-{shown.pk}": "A stove"}
    )
    assert answer.json() == {"version": 1}
    page = client_of(ana).get("/posts/new/").content.decode()
    for there in (
        "Is it warm on Sundays?",
        'value="The sauna"',
        key,
        'value="A stove"',
        'data-draft-seen="1"',
    ):
        assert there in page, there
    assert "Is it warm" not in client_of(ana).get("/posts/new/?group=everybody").content.decode()


def test_sent_it_is_no_draft_any_more_and_does_not_come_back(ana, hall, client_of):
    browser, key = client_of(ana), str(uuid.uuid4())
    keep(browser, submission=key)
    browser.post("/posts/new/", BEGUN | {"submission": key, "group": hall.slug})
    assert Post.objects.get().body == BEGUN["body"] and not Draft.objects.exists()
    assert keep(browser, submission=key).json() == {"version": 0}  # a window that was slow
    keep(browser, submission=key, **(BEGUN | {"body": "more"}))
    assert not Draft.objects.exists()


def test_a_complaint_for_staff_alone_takes_its_draft_along(ana, hall, client_of):
    browser, key = client_of(ana), str(uuid.uuid4())
    said = {"kind": "complaint", "audience": "staff", "body": "It is cold."}
    keep(browser, submission=key, **said)
    browser.post("/posts/new/", said | {"submission": key})
    keep(browser, submission=key, **said)
    assert Ticket.objects.count() == 1 and not Draft.objects.exists()


def test_two_windows_never_write_over_each_other(ana, hall, client_of):
    browser, key = client_of(ana), str(uuid.uuid4())
    keep(browser, submission=key, window="one", body="First")
    assert keep(browser, submission=key, window="two", seen=1, body="Second").json() == {"version": 2}
    overtaken = keep(browser, submission=key, window="one", seen=1, body="First, longer")
    assert overtaken.status_code == 409 and Draft.objects.get().words == "Second"
    # A window that missed the answer goes on.
    assert keep(browser, submission=key, window="two", seen=1, body="Second!").json() == {"version": 3}


def test_a_comment_that_was_begun_is_below_its_post(ana, bruno, hall, client_of):
    said = post(bruno, hall)
    keep(client_of(ana), f"say-{said.pk}", body="I wanted to say")
    assert "I wanted to say" in client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert "I wanted to say" not in client_of(bruno).get(f"/posts/{said.pk}/").content.decode()
    back = client_of(ana).get(f"/posts/{said.pk}/comments/")  # from signing in anew
    assert back.url == f"/posts/{said.pk}/#say"


def test_the_list_leads_to_each_draft_and_nobody_else_s(ana, bruno, hall, client_of):
    browser, key = client_of(ana), str(uuid.uuid4())
    keep(browser, submission=key)
    keep(browser, "new-poll", kind="poll", title="Which day?")
    page = browser.get("/drafts/").content.decode()
    assert f"/posts/new/?draft={key}" in page and "The sauna" in page and "Which day?" in page
    assert "Is it warm" in browser.get(f"/posts/new/?draft={key}").content.decode()
    foreign = client_of(bruno)
    assert "The sauna" not in foreign.get("/drafts/").content.decode()
    assert "Is it warm" not in foreign.get(f"/posts/new/?draft={key}").content.decode()
    foreign.post(f"/drafts/{key}/removal/")
    assert Draft.objects.count() == 2
    browser.post(f"/drafts/{key}/removal/")
    assert Draft.objects.count() == 1


def test_a_button_keeps_it_without_a_script(ana, hall, client_of):
    answer = client_of(ana).post("/drafts/new-post/", BEGUN | {"submission": str(uuid.uuid4())}, follow=True)
    assert answer.redirect_chain[-1][0] == "/drafts/" and "The sauna" in answer.content.decode()
    empty = {"submission": str(uuid.uuid4()), "kind": "story", "body": " "}
    page = client_of(ana).post("/drafts/new-post/", empty, follow=True).content.decode()
    assert "There is nothing to keep here." in page and "Kept as a draft." not in page


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("nowhere", {"body": "x"}),
        ("say", {"body": "x"}),
        ("new-post-12", {"body": "x"}),
        ("new-post", {"submission": "no-key", "body": "x"}),
        ("new-post", {"body": "x" * 60_001}),
    ],
)
def test_bad_input_keeps_nothing(ana, hall, client_of, place, fields):
    assert keep(client_of(ana), place, **fields).status_code == 422 and not Draft.objects.exists()


def test_an_empty_form_is_no_draft_and_there_are_never_too_many(ana, hall, client_of):
    browser = client_of(ana)
    assert keep(browser, kind="story", body="  ").json() == {"version": 0}
    for number in range(52):
        Draft.objects.keep("new-post", by=ana, submission=uuid.uuid4(), values={"body": [f"{number}"]})
    assert Draft.objects.count() == 50 and not Draft.objects.filter(values__body=["0"]).exists()


def test_the_same_text_is_not_sent_twice_by_going_back(ana, hall, client_of):
    browser = client_of(ana)
    for _time in range(2):
        answer = browser.post("/posts/new/", BEGUN | {"submission": str(uuid.uuid4())})
    assert answer.status_code == 422 and Post.objects.count() == 1


def test_a_change_of_a_post_and_a_tournament_are_kept_and_offered_again(ana, hall, client_of):
    said = post(ana, hall, "As it was.")
    browser, submission = client_of(ana), str(uuid.uuid4())
    for place, address in (
        (f"edit-{said.pk}", f"/posts/{said.pk}/edit/"),
        ("new-tournament", "/tournaments/new/"),
    ):
        kept = {
            "submission": submission,
            "seen": 0,
            "window": "",
            "title": "Begun",
            "body": "In the middle of it",
        }
        assert browser.post(f"/drafts/{place}/", kept, headers={"X-Draft": "1"}).status_code == 200
        page = browser.get(address).content.decode()
        assert "In the middle of it" in page and submission in page
        submission = str(uuid.uuid4())
    change = {"body": "As it is.", "submission": Draft.objects.get(place=f"edit-{said.pk}").submission}
    assert browser.post(f"/posts/{said.pk}/edit/", change).status_code == 302
    assert not Draft.objects.filter(place=f"edit-{said.pk}").exists()


def test_a_change_of_a_comment_is_kept_until_it_is_sent(ana, bruno, hall, client_of):
    said = comment(ana, post(bruno, hall), "As it was.")
    browser, key, address = client_of(ana), str(uuid.uuid4()), f"/comments/{said.pk}/edit/"
    assert keep(browser, f"edit-comment-{said.pk}", submission=key, body="As it will be").status_code == 200
    page = browser.get(address).content.decode()
    assert "As it will be" in page and key in page
    assert address in browser.get("/drafts/").content.decode()
    browser.post(address, {"body": "As it is.", "submission": key})
    said.refresh_from_db()
    assert said.body == "As it is." and not Draft.objects.exists()
