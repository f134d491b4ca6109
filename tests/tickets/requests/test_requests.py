"""My requests: one's own, with everything addressed to oneself and nothing else (D-16, D-17)."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.brand.models import Brand
from community.posts.models import Post
from tests.accounts.media.examples import picture, upload_of
from tests.tickets.examples import complaint_of, default_group, group_of, private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply, TicketFile
from tickets.requests import receipt
from tickets.requests.pages import Detail

CANARY = "the-plumber-drinks-4711"


@pytest.fixture
def ticket(ana, bruno, sol):
    team_with(sol)
    return complaint_of(ana, default_group(ana, bruno))


def own(ticket, act="") -> str:
    return f"/requests/{ticket.key}/" + (f"{act}/" if act else "")


ACTS = ["replies", "confirmation", "visibility", "withdrawal"]


def test_right_after_sending_ana_sees_her_reference_large(ticket, ana, client_of):
    page = client_of(ana).get(own(ticket)).content.decode()
    assert "We have it" in page
    assert ticket.key in page


@pytest.mark.parametrize("becomes", ["answered", "withdrawn"])
def test_on_an_open_page_the_receipt_goes_when_something_became_of_it(ticket, ana, sol, client_of, becomes):
    client = client_of(ana)
    assert "We have it" in client.get(own(ticket, "conversation")).text
    if becomes == "answered":
        ticket.reply(by=sol, body="The plumber comes today.")
    else:
        ticket.withdraw(by=ana)
    piece = client.get(own(ticket, "conversation")).text
    assert "We have it" not in piece and piece.count("<h1") == 1


def test_the_key_is_found_however_it_was_typed(ticket, ana, client_of):
    assert client_of(ana).get(f"/requests/{ticket.key.lower().replace('-', ' ')}/").status_code == 200


@pytest.mark.parametrize("who", ["bruno", "marta", "sol", "gema"])
def test_row_13_somebody_elses_request_is_the_page_of_one_that_never_was(request, ticket, client_of, who):
    client = client_of(request.getfixturevalue(who))
    theirs = client.get(own(ticket))
    never = client.get("/requests/TER-2026-999999-X/")
    assert theirs.status_code == never.status_code == 404
    assert ticket.key not in theirs.content.decode().replace(own(ticket), "")
    for act in ACTS:
        assert (
            client.post(own(ticket, act), {"body": "x", "solved": "no", "visible": "staff"}).status_code
            == 404
        )
    assert client.get(own(ticket, "conversation")).status_code == 404
    assert client.get(f"/requests/{ticket.key}/receipt.pdf").status_code == 404
    assert not Reply.objects.exists()


def test_ana_writes_once_however_often_she_sends(ticket, ana, client_of):
    client, submission = client_of(ana), str(uuid.uuid4())
    for _ in range(3):
        assert (
            client.post(
                own(ticket, "replies"), {"body": "It is worse.", "submission": submission}
            ).status_code
            == 302
        )
    assert Reply.objects.get().from_customer


def test_an_empty_message_is_refused_beside_the_field(ticket, ana, client_of):
    answer = client_of(ana).post(own(ticket, "replies"), {"body": "   "})
    assert answer.status_code == 422
    assert "Write something before sending." in answer.content.decode()


def test_ana_says_whether_it_is_solved(ticket, ana, sol, client_of):
    client = client_of(ana)
    ticket.solve(by=sol, note="The drain is clean.")
    assert "Is it solved for you?" in client.get(own(ticket)).content.decode()
    client.post(own(ticket, "confirmation"), {"solved": "no", "reason": "Flooded again."})
    ticket.refresh_from_db()
    assert ticket.state == "in_progress"
    ticket.solve(by=sol, note="Now it is.")
    client.post(own(ticket, "confirmation"), {"solved": "yes"})
    ticket.refresh_from_db()
    assert ticket.confirmed_at
    client.post(own(ticket, "confirmation"), {"solved": "perhaps"})
    ticket.refresh_from_db()
    assert ticket.confirmed_at


def test_ana_takes_it_out_of_sight_and_withdraws_it(ticket, ana, bruno, client_of):
    client = client_of(ana)
    client.post(own(ticket, "visibility"), {"visible": "staff"})
    assert client_of(bruno).get(f"/posts/{ticket.post_id}/").status_code == 404
    client.post(own(ticket, "withdrawal"))
    ticket.refresh_from_db()
    assert ticket.state == "withdrawn"


def test_removed_from_the_group_ana_keeps_her_request_and_loses_the_thread(ana, sol, gema, client_of):
    """D-16."""
    team_with(sol)
    default_group(ana)
    group = group_of(ana, joining="request")
    ticket = complaint_of(ana, group)
    ticket.answer_publicly(by=sol, body=f"In the group: {CANARY}")
    ticket.reply(by=sol, body="Between us.")
    client = client_of(ana)
    assert CANARY in client.get(own(ticket)).content.decode()
    group.remove(ana, by=gema)
    page = client.get(own(ticket)).content.decode()
    assert CANARY not in page
    assert "Between us." in page
    assert ticket.text in page


def test_the_list_shows_ones_own_in_pages_with_constant_queries(ana, bruno, client_of):
    default_group(ana, bruno)
    theirs = private_complaint_of(bruno, body=CANARY)
    client = client_of(ana)

    def queries():
        client.get("/requests/")
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/requests/").content.decode()
        return len(seen), page

    private_complaint_of(ana, body="Number 0")
    few, _page = queries()
    made = [private_complaint_of(ana, body=f"Number {number}") for number in range(1, 23)]
    many, page = queries()
    assert few == many <= 12
    assert CANARY not in page
    assert theirs.key not in page
    assert made[-1].key in page
    assert made[0].key not in page
    rest = client.get("/requests/", {"before": Ticket.objects.get(key=made[2].key).pk}).content.decode()
    assert made[0].key in rest


@pytest.mark.parametrize(
    "query", ["?before=x", "?before=-1", "?before=" + "9" * 40, "?show=nothing", "?show=open"]
)
def test_nonsense_in_the_address_breaks_nothing(ana, client_of, query):
    assert client_of(ana).get("/requests/" + query).status_code == 200


def test_the_detail_costs_the_same_however_much_was_said(ticket, ana, sol, client_of):
    client = client_of(ana)

    def queries():
        client.get(own(ticket))
        with CaptureQueriesContext(connection) as seen:
            client.get(own(ticket))
        return len(seen)

    ticket.reply(by=sol, body="First.")
    ticket.answer_publicly(by=sol, body="First.")
    few = queries()
    for number in range(8):
        ticket.reply(by=sol, body=f"Reply {number}")
        ticket.answer_publicly(by=sol, body=f"Answer {number}")
        ticket.note(by=sol, body=f"Note {number}")
    assert queries() == few <= 12


# The receipt (L-02)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_receipt_says_what_was_said_when_and_until_when(ana):
    Brand(name="Club", legal_name="Club Deportivo", tax_id="G123", adr_text="The arbitration board.").save()
    ticket = complaint_of(ana, body="Court 2 is flooded again.\n\nThird time.", asks_for="My 12 euros")
    words = text_of(receipt.make(ticket))
    for word in (ticket.key, "Club Deportivo", "G123", "Court 2 is flooded again.", "Third time.", "My 12 euros",
                 "Europe/Madrid", "The arbitration board.", "Ana Ruiz"):  # fmt: skip
        assert word in words
    assert text_of(receipt.make(ticket)).count("(C") >= 3, "hours carry the name of their zone"


def test_the_receipt_is_a_tagged_document_with_a_title_and_a_language(ana):
    reader = PdfReader(io.BytesIO(receipt.make(complaint_of(ana))))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en"
    assert reader.metadata.title


NASTY = [
    "#panic()",
    "$x$ *b* _e_ = h",
    '#read("/etc/passwd")',
    "`code` \\ <label> @ref",
    "\u202eabc",
    "ñ€漢字😀",
    "x" * 4000,
]


@pytest.mark.parametrize("body", NASTY)
def test_nothing_that_a_person_wrote_is_read_as_markup(ana, body):
    assert receipt.make(private_complaint_of(ana, body=body))[:5] == b"%PDF-"


def test_a_sign_that_no_font_shows_is_spelt_out(ana):
    words = text_of(receipt.make(private_complaint_of(ana, body="Great 😀, the showers are cold.")))
    assert "Great [grinning face], the showers are cold." in words


def test_ana_downloads_it_from_her_request(ticket, ana, client_of):
    answer = client_of(ana).get(f"/requests/{ticket.key}/receipt.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert ticket.key in text_of(answer.content)


def test_the_outbox_makes_the_attachment_when_the_mail_leaves(ticket):
    name, kind, content = receipt.attachment(ticket.pk)
    assert (name, kind) == (f"{ticket.key}.pdf", "application/pdf")
    assert content[:5] == b"%PDF-"


def test_a_request_can_be_made_while_the_post_is_not_visible_any_more(ticket, ana, marta, client_of):
    """A moderator who hides a public complaint does not touch its request."""
    ticket.post.hide(by=marta, reason="Shows a number")
    assert client_of(ana).get(own(ticket)).status_code == 200
    assert Post.objects.filter(hidden_at__isnull=False).exists()


def test_whoever_is_mentioned_is_named_where_the_request_is_read(ana, bruno, sol, client_of):
    team_with(sol)
    ticket = complaint_of(ana, default_group(ana, bruno), body="Ask @bruno, he was there.")
    assert "Bruno" in client_of(ana).get(own(ticket)).content.decode()
    assert "Bruno" in client_of(sol).get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode()


def test_the_list_says_which_of_them_only_staff_read(ticket, ana, client_of):
    assert "only staff" not in client_of(ana).get("/requests/").text
    private_complaint_of(ana)
    assert client_of(ana).get("/requests/").text.count("only staff") == 1


def test_from_her_request_ana_finds_her_post_unless_nobody_reads_it_there(ticket, ana, client_of):
    assert f'href="{ticket.post.get_absolute_url()}"' in client_of(ana).get(own(ticket)).text
    alone = private_complaint_of(ana)
    assert "See it in the group" not in client_of(ana).get(own(alone)).text


def test_once_answered_the_date_is_the_solutions_and_reopened_the_answers_again(ticket, ana, sol, client_of):
    post = ticket.post.get_absolute_url()
    assert "We answer by" in client_of(ana).get(post).text
    ticket.answer_publicly(by=sol, body="Today.")
    page = client_of(ana).get(post).text
    assert "We solve it by" in page and "We answer by" not in page
    ticket.solve(by=sol, note="Done.")
    ticket.reopen(by=ana)
    assert "We answer by" in client_of(ana).get(post).text


def test_ana_finds_the_paper_that_came_with_an_answer(ticket, ana, sol, client_of):
    upload = upload_of(sol)
    ticket.reply(by=sol, body="Here is the delivery note.", uploads=[upload])
    page = client_of(ana).get(own(ticket)).content.decode()
    assert str(upload.pk) in page
    assert client_of(ana).get(upload.small).status_code == 200


def test_a_request_opened_again_stands_on_its_solution_and_not_on_its_end(ticket, ana, sol):
    ticket.solve(by=sol, note="The shower is mended.")
    assert not Detail(ticket).waits_for_solution
    ticket.reopen(by=ana)
    assert Detail(ticket).reopened and Detail(ticket).waits_for_solution


def photo(name="leak.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/png")


def test_ana_sends_a_photo_to_the_team_and_bruno_never_sees_it(ticket, ana, bruno, sol, client_of):
    client_of(ana).post(own(ticket, "replies"), {"body": "Look at this.", "enclosed": [photo()]})
    [file] = TicketFile.objects.select_related("upload")
    file.upload.make_ready()
    assert file.reply.body == "Look at this."
    assert client_of(sol).get(file.upload.small).status_code == 200
    assert client_of(bruno).get(file.upload.small).status_code == 404


def test_a_file_that_is_none_is_named_and_the_words_are_kept(ticket, ana, client_of):
    sent = {"body": "My words", "enclosed": [SimpleUploadedFile("virus.exe", b"MZ\x90\x00", "image/png")]}
    answer = client_of(ana).post(own(ticket, "replies"), sent)
    assert answer.status_code == 422
    assert "virus.exe" in answer.text and "My words" in answer.text
    assert not Reply.objects.exists()


def test_six_files_are_too_many(ticket, ana, client_of):
    sent = {"body": "All of them", "enclosed": [photo(f"{number}.png") for number in range(6)]}
    assert "5 files at most." in client_of(ana).post(own(ticket, "replies"), sent).text
    assert not TicketFile.objects.exists()


def test_what_goes_with_a_note_stays_with_the_team(ticket, ana, sol, client_of):
    desk = f"/admin/tickets/ticket/{ticket.pk}"
    sent = {"body": "For us", "enclosed": [photo()], "seen": ticket.version, "submission": uuid.uuid4()}
    assert client_of(sol).post(f"{desk}/notes/", sent).status_code == 302
    file = TicketFile.objects.get()
    file.upload.make_ready()
    assert client_of(sol).get(file.upload.small).status_code == 200
    assert client_of(ana).get(file.upload.small).status_code == 404
