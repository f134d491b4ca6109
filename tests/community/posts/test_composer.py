"""The composer: what happens between the form and the post."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.media.models import Upload
from community.posts.models import Post
from tests.community.examples import CANARY, closed, everybody, group, post, secret
from tests.community.posts.pictures import file, picture
from tests.community.threads import at_once
from tickets.desk.models import Ticket


@pytest.fixture
def hall(ana, bruno):
    place = everybody()
    place.admit(ana)
    place.admit(bruno)
    return place


def form(**fields) -> dict:
    return {"submission": str(uuid.uuid4()), "kind": "story", "body": "The pool opens at eight."} | fields


def test_a_story_is_posted_and_shown(ana, hall, client_of):
    answer = client_of(ana).post("/posts/new/", form(group=hall.slug), follow=True)
    said = Post.objects.get()
    assert answer.redirect_chain[-1][0] == f"/posts/{said.pk}/"
    assert "The pool opens at eight." in answer.content.decode()
    assert 'data-sent="new-post"' in answer.content.decode()


def test_a_complaint_leads_to_its_key(ana, hall, client_of):
    """The next screen shows the reference."""
    answer = client_of(ana).post("/posts/new/", form(kind="complaint", asks_for="My money back"), follow=True)
    ticket = Ticket.objects.get()
    assert ticket.key in answer.content.decode() and answer.status_code == 200
    assert Post.objects.get().group == hall and ticket.post == Post.objects.get()


def test_what_is_left_in_a_field_of_another_kind_holds_nothing_up(ana, hall, client_of):
    left = {"experienced_on": "2999-01-01", "pinned_until": "2000-01-01T10:00"}
    client_of(ana).post("/posts/new/", form(**left))
    client_of(ana).post("/posts/new/", form(kind="complaint", due_at="2000-01-01T10:00"))
    story, complaint = Post.objects.order_by("pk")
    assert (story.kind, story.experienced_on, complaint.kind, complaint.due_at) == (
        "story",
        None,
        "complaint",
        None,
    )
    refused = client_of(ana).post("/posts/new/", form(kind="complaint", experienced_on="2999-01-01"))
    assert "That day has not come yet." in refused.content.decode()


def test_a_day_at_the_end_of_time_is_a_slip(ana, hall, client_of):
    """The last hours there are cannot be said in the zones west of Greenwich."""
    page = client_of(ana).post("/posts/new/", form(due_at="9999-12-31T23:59"))
    assert "That day is too far away." in page.content.decode() and not Post.objects.exists()


def test_a_complaint_for_staff_alone_makes_no_post(ana, hall, client_of):
    answer = client_of(ana).post(
        "/posts/new/",
        form(kind="complaint", audience="staff", pictures=[file()], asks_for="Quiet"),
        follow=True,
    )
    ticket = Ticket.objects.get()
    assert not Post.objects.exists() and ticket.key in answer.content.decode()
    assert ticket.asks_for == "Quiet" and ticket.files.count() == 1


@pytest.mark.parametrize("audience", ["group", "staff"])
def test_a_complaint_sent_twice_has_one_key(ana, hall, client_of, audience):
    sent = form(kind="complaint", audience=audience)
    browser = client_of(ana)
    first, second = browser.post("/posts/new/", sent), browser.post("/posts/new/", sent)
    assert first.url == second.url and Ticket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_row_29_twenty_taps_make_one_post(ana, client_of):
    everybody().admit(ana)
    sent = form(kind="complaint")
    answers = at_once([lambda: client_of(ana).post("/posts/new/", sent).url for _tap in range(20)])
    assert len(set(answers)) == 1, answers
    assert Post.objects.count() == 1 and Ticket.objects.count() == 1


def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(ana, hall, client_of):
    answer = client_of(ana).post("/posts/new/", form(body="", title="My title", kind="question"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "form-errors" in page and 'id="id_body_error"' in page and 'value="My title"' in page
    assert not Post.objects.exists()


def test_files_survive_a_mistake(ana, hall, client_of):
    answer = client_of(ana).post("/posts/new/", form(kind="", pictures=[file()]))
    upload = Upload.objects.get()
    assert answer.status_code == 422 and f'value="{upload.pk}"' in answer.content.decode()
    client_of(ana).post("/posts/new/", form(upload=[str(upload.pk)], **{f"alt-{upload.pk}": "A court"}))
    shown = Post.objects.get().pictures.get()
    assert shown.upload == upload and shown.alt == "A court"


def test_a_file_that_is_none_says_so_and_the_good_one_stays(ana, hall, client_of):
    bad = SimpleUploadedFile("page.png", b"<html><script>alert(1)</script>", "image/png")
    empty = SimpleUploadedFile("empty.png", b"", "image/png")
    answer = client_of(ana).post("/posts/new/", form(pictures=[bad, empty, file()]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "page.png" in page and "empty.png" in page
    assert f'value="{Upload.objects.get().pk}"' in page and not Post.objects.exists()


def test_row_15_foreign_pictures_and_groups_are_not_taken(ana, bruno, hall, client_of):
    board, hidden = closed("Board", bruno), secret("Surprise", bruno)
    foreign = picture(bruno)
    client_of(ana).post("/posts/new/", form(upload=[str(foreign.pk)]))
    assert not Post.objects.get().pictures.exists()
    for slug in (board.slug, hidden.slug, "no-such-group"):
        answer = client_of(ana).post("/posts/new/", form(group=slug))
        assert answer.status_code == 422
        assert "Surprise" not in answer.content.decode()
    assert Post.objects.count() == 1


def test_row_28_other_columns_cannot_be_set_by_a_form(ana, hall, client_of):
    forged = {
        "author": "1", "author_id": "1", "pinned_at": "2026-01-01", "handling": "solved", "comment_count": "99",
        "answered_at": "2026-01-01", "hidden_at": "2026-01-01", "version": "77", "language": "xx", "affected": "50",
        "created_at": "2001-01-01", "body_html": "<script>", "promised_at": "2026-01-01", "deleted_at": "2026-01-01",
    }  # fmt: skip
    client_of(ana).post("/posts/new/", form(**forged))
    said = Post.objects.get()
    assert said.author == ana and said.language == "en" and said.version == 1 and said.created_at.year > 2001
    assert not (said.pinned_at or said.handling or said.comment_count or said.hidden_at or said.deleted_at)
    assert said.body_html == "<p>The pool opens at eight.</p>\n" and said.affected == 0


def test_joining_is_offered_where_it_is_needed(ana, bruno, hall, client_of):
    padel = group("Padel", bruno)
    browser = client_of(ana)
    page = browser.get(f"/posts/new/?group={padel.slug}").content.decode()
    assert 'name="join"' in page
    refused = browser.post("/posts/new/", form(group=padel.slug))
    assert refused.status_code == 422 and not padel.holds(ana)
    browser.post("/posts/new/", form(group=padel.slug, join="1"))
    assert padel.holds(ana) and Post.objects.get().group == padel


def test_a_secret_group_is_not_offered_by_its_address(ana, bruno, hall, client_of):
    hidden = secret("Surprise", bruno)
    real = client_of(ana).get(f"/posts/new/?group={hidden.slug}").content.decode()
    assert "Surprise" not in real


def test_writing_too_fast_keeps_the_text(ana, hall, client_of):
    for number in range(10):
        post(ana, hall, f"number {number}")
    answer = client_of(ana).post("/posts/new/", form(body="My eleventh text"))
    assert answer.status_code == 422 and "My eleventh text" in answer.content.decode()
    assert Post.objects.count() == 10


def test_a_day_that_has_not_come_is_refused(ana, hall, client_of):
    assert (
        client_of(ana).post("/posts/new/", form(kind="praise", experienced_on="2999-01-01")).status_code
        == 422
    )


def test_staff_are_not_offered_complaints_nor_members_announcements(ana, sol, hall, client_of):
    hall.admit(sol)
    assert 'value="complaint"' not in client_of(sol).get("/posts/new/").content.decode()
    for member, kind in ((sol, "complaint"), (ana, "announcement"), (ana, "poll"), (ana, "event")):
        assert client_of(member).post("/posts/new/", form(kind=kind)).status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"submission": "not-a-uuid"}, {"kind": "x" * 5000}, {"group": "\x00"},
        {"experienced_on": "yesterday", "kind": "complaint"},
        {"noted_at": "9999999999"}, {"title": "t" * 141}, {"body": "b" * 20001}, {"body": "> " * 60 + "x"},
        {"audience": "nobody", "kind": "complaint"}, {"upload": ["' OR 1=1 --"], "kind": ""}, {"asks_for": "a" * 501},
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_the_form(ana, hall, client_of, fields):
    answer = client_of(ana).post("/posts/new/", form(**fields))
    assert answer.status_code == 422 and not Post.objects.exists() and not Ticket.objects.exists()


def test_the_time_of_a_device_is_believed_within_limits(ana, hall, client_of):
    now = timezone.now()
    for hours, believed in ((2, True), (73, False), (-2, False)):
        noted = now - timedelta(hours=hours)
        client_of(ana).post("/posts/new/", form(body=f"{hours}", noted_at=noted.isoformat()))
        sent = Post.objects.get(body=f"{hours}")
        assert sent.noted_at == noted, "it is kept beside the house's own"
        assert sent.said_at == (noted if believed else sent.created_at)


def test_a_title_is_one_line_without_marks(ana, hall, client_of):
    client_of(ana).post("/posts/new/", form(kind="question", title="  a\x1fmenu\x1fb \u202e c "))
    assert Post.objects.get().title == "amenub c"


def test_an_edit_changes_words_and_pictures(ana, hall, client_of):
    kept, dropped = picture(ana), picture(ana, colour="red")
    said = post(ana, hall, pictures=[(kept, "old words"), (dropped, "")])
    browser, address = client_of(ana), f"/posts/{said.pk}/edit/"
    assert f'value="{kept.pk}"' in browser.get(address).content.decode()
    sent = {
        "body": "Now at nine.",
        "title": "",
        "upload": [str(kept.pk), str(dropped.pk)],
        "drop": [str(dropped.pk)],
    }
    answer = browser.post(
        address, sent | {f"alt-{kept.pk}": "new words", "pictures": [file("new.png", "blue")]}
    )
    assert answer.status_code == 302
    assert [picture.alt for picture in said.pictures.all()] == ["new words", ""]
    assert not Upload.objects.filter(pk=dropped.pk).exists()


def test_row_3_and_12_no_other_format_of_the_page_tells_more(ana, bruno, hall, client_of):
    said = post(ana, closed("Board", ana), CANARY)
    browser = client_of(bruno)
    for suffix in (
        "",
        ".json",
        "?format=json",
        "?version=1",
        "?after=0.0",
        "thread/",
        "history/",
        "raw/",
        "comments/",
    ):
        for accept in ("text/html", "application/json", "text/plain"):
            answer = browser.get(f"/posts/{said.pk}/{suffix}", headers={"Accept": accept})
            assert answer.status_code in (404, 405) and CANARY not in answer.content.decode(), suffix


def test_looking_changes_nothing_but_the_read_mark(ana, bruno, hall, client_of):
    said = post(bruno, hall, kind="complaint")
    before = re.sub(r"\s", "", str(Post.objects.filter(pk=said.pk).values().get()))
    browser = client_of(ana)
    for address in ("/", "/?show=all", f"/posts/{said.pk}/", f"/posts/{said.pk}/thread/", f"/posts/{said.pk}/history/",
                    f"/posts/{said.pk}/complaint/", f"/posts/{said.pk}/me-too/", "/posts/new/"):  # fmt: skip
        assert browser.get(address).status_code == 200, address
        assert browser.head(address).status_code == 200, address
    assert re.sub(r"\s", "", str(Post.objects.filter(pk=said.pk).values().get())) == before
    assert Ticket.objects.count() == 1
