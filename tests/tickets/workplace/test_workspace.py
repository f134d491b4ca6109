"""The workspace: three layers that never mix, and an address for each act (D-17; rows 3, 15, 40, 41)."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments.models import Comment
from tests.community.examples import comment, group, post
from tests.tickets.examples import complaint_of, default_group, private_complaint_of, team_with
from tests.tickets.workplace.test_queue import elsewhere
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply, Reply

ACTS = ["public-answers", "replies", "notes", "assignment", "team", "priority", "sorting", "promise", "waiting",
        "resolution", "refusal", "reopening"]  # fmt: skip
SECRET = "the-plumber-drinks-4711"


def page_of(ticket, tab="") -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/change/" + (f"?tab={tab}" if tab else "")


def address(ticket, act) -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/{act}/"


def words(ticket, body="We are on it.", **more) -> dict:
    ticket.refresh_from_db()
    return {"body": body, "seen": ticket.version, "submission": str(uuid.uuid4())} | more


@pytest.fixture
def ticket(ana, sol):
    team_with(sol)
    return complaint_of(ana, default_group(ana))


def test_each_composer_has_its_own_address_and_button(ticket, sol, client_of):
    client = client_of(sol)
    public, customer, internal = (
        client.get(page_of(ticket, tab)).content.decode() for tab in ("public", "customer", "internal")
    )
    assert address(ticket, "public-answers") in public
    assert "Publish to the community" in public
    assert address(ticket, "replies") in customer
    assert "Send to Ana" in customer
    assert address(ticket, "notes") in internal
    assert "Keep as a note" in internal
    own = {"public-answers": public, "replies": customer, "notes": internal}
    for act, page in own.items():
        assert all(address(ticket, other) not in page for other in own if other != act)
        assert 'name="audience"' not in page


def test_an_audience_in_the_form_changes_nothing(ticket, sol, client_of):
    """Row 28: whatever field is sent along, a note stays a note."""
    client_of(sol).post(
        address(ticket, "notes"), words(ticket, SECRET, audience="customer", official="1", from_customer="1")
    )
    assert Reply.objects.get().audience == "internal"
    assert not Comment.objects.exists()


def test_a_note_is_read_in_its_own_tab_only(ticket, ana, sol, client_of):
    ticket.note(by=sol, body=SECRET)
    client = client_of(sol)
    assert SECRET in client.get(page_of(ticket, "internal")).content.decode()
    for tab in ("public", "customer"):
        assert SECRET not in client.get(page_of(ticket, tab)).content.decode()
        assert SECRET not in client.get(f"/admin/tickets/ticket/{ticket.pk}/live/?tab={tab}").content.decode()
    own = f"/requests/{ticket.key}/"
    for door in (own, f"{own}conversation/", f"/posts/{ticket.post_id}/", "/notifications/", "/requests/"):
        assert SECRET not in client_of(ana).get(door).content.decode()


def test_the_page_changes_nothing_by_being_looked_at_or_posted_to(ticket, sol, client_of):
    """Row 40: the admin's own form is no way in."""
    before = Ticket.objects.values().get(pk=ticket.pk)
    client = client_of(sol)
    client.get(page_of(ticket))
    client.post(page_of(ticket), {"state": "solved", "customer": sol.pk, "_save": "1"})
    assert Ticket.objects.values().get(pk=ticket.pk) == before
    here = f"/admin/tickets/ticket/{ticket.pk}"
    for forged in ("/admin/tickets/ticket/add/", f"{here}/delete/", f"{here}/history/"):
        assert client.post(forged, {"post": "yes"}).status_code in (302, 403, 404, 405, 422)
    assert Ticket.objects.values().get(pk=ticket.pk) == before


@pytest.mark.parametrize("act", ACTS)
def test_row_41_sol_can_do_nothing_to_another_teams_ticket(ana, sol, client_of, act):
    default_group(ana)
    team_with(sol)
    lost = elsewhere(ana)
    before = Ticket.objects.values().get(pk=lost.pk)
    sent = words(lost, note="x", reason="x", missing="x", priority="urgent", kind="claim", team=lost.team_id)
    assert client_of(sol).post(address(lost, act), sent).status_code == 404
    assert client_of(sol).get(page_of(lost)).status_code == 404
    assert client_of(sol).get(f"/admin/tickets/ticket/{lost.pk}/live/").status_code == 404
    assert Ticket.objects.values().get(pk=lost.pk) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["ana", "marta"])
def test_members_and_moderators_reach_no_act(request, ticket, client_of, act, who):
    before = Ticket.objects.values().get(pk=ticket.pk)
    answer = client_of(request.getfixturevalue(who)).post(address(ticket, act), words(ticket))
    assert answer.status_code in (302, 403)
    assert Ticket.objects.values().get(pk=ticket.pk) == before


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_never_done_by_looking(ticket, sol, client_of, act):
    assert client_of(sol).get(address(ticket, act)).status_code == 405


def test_sol_answers_in_public_in_private_and_notes(ticket, sol, client_of):
    client = client_of(sol)
    assert client.post(address(ticket, "public-answers"), words(ticket, "In public.")).status_code == 302
    assert client.post(address(ticket, "replies"), words(ticket, "In private.")).status_code == 302
    assert client.post(address(ticket, "notes"), words(ticket, "Among us.")).status_code == 302
    assert Comment.objects.get().body == "In public."
    assert set(Reply.objects.values_list("audience", "body")) == {
        ("customer", "In private."),
        ("internal", "Among us."),
    }


def test_a_send_is_held_with_its_words_when_ana_wrote_meanwhile(ticket, ana, sol, client_of):
    sent = words(ticket, "The plumber comes on Friday.")
    ticket.write(by=ana, body="It is dry now.")
    client = client_of(sol)
    answer = client.post(address(ticket, "replies"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "nothing was sent" in page
    assert "The plumber comes on Friday." in page
    assert "It is dry now." in page
    assert not Reply.objects.filter(author=sol).exists()
    ticket.refresh_from_db()
    assert client.post(address(ticket, "replies"), sent | {"seen": ticket.version}).status_code == 302
    assert Reply.objects.filter(author=sol).count() == 1


NONSENSE = [{}, {"body": ""}, {"body": "x" * 20001}, {"submission": "no"}, {"seen": "no"}]


@pytest.mark.parametrize("sent", NONSENSE)
@pytest.mark.parametrize("act", ["public-answers", "replies", "notes"])
def test_bad_words_are_answered_with_the_page_and_kept(ticket, sol, client_of, act, sent):
    answer = client_of(sol).post(address(ticket, act), words(ticket) | sent if sent else {})
    assert answer.status_code == 422
    assert not Reply.objects.exists()
    assert not Comment.objects.exists()


def test_the_whole_work_on_a_ticket_by_its_addresses(ticket, sol, client_of):
    client = client_of(sol)
    client.post(address(ticket, "assignment"), {"assignee": sol.pk})
    client.post(address(ticket, "priority"), {"priority": "high"})
    client.post(address(ticket, "sorting"), {"kind": "claim", "category": ""})
    client.post(address(ticket, "waiting"), {"missing": "The receipt"})
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.priority, ticket.kind, ticket.state) == (sol, "high", "claim", "waiting")
    client.post(address(ticket, "resolution"), {"note": "Paid back.", "submission": uuid.uuid4()})
    ticket.refresh_from_db()
    assert ticket.state == "solved"
    client.post(address(ticket, "reopening"), {"reason": "Not yet."})
    client.post(address(ticket, "refusal"), {"reason": "Article 14."})
    ticket.refresh_from_db()
    assert ticket.state == "not_accepted"
    page = client.get(page_of(ticket, "history")).content.decode()
    for word in (
        "Opened",
        "Assigned",
        "Priority changed",
        "Classified",
        "Waiting for the customer",
        "Solved",
        "Reopened",
    ):
        assert word in page


def test_a_new_date_is_read_in_the_zone_of_the_club(ticket, sol, client_of):
    client_of(sol).post(
        address(ticket, "promise"), {"until": "2099-06-01T18:00", "reason": "The part is late."}
    )
    ticket.refresh_from_db()
    assert (
        timezone.localtime(ticket.promised_at, ticket.zone).strftime("%Y-%m-%d %H:%M") == "2099-06-01 18:00"
    )


def test_the_promised_date_is_offered_in_the_zone_of_the_club(ticket, sol, client_of):
    Ticket.objects.filter(pk=ticket.pk).update(promised_at="2099-06-01T16:00:00Z")
    assert 'value="2099-06-01T18:00"' in client_of(sol).get(page_of(ticket)).content.decode()


def test_the_side_forms_are_drawn_once_and_show_each_ticket_as_it_is(ticket, ana, sol, gema, client_of):
    other = private_complaint_of(ana)
    ticket.assign(to=sol, by=sol)
    ticket.prioritise("urgent", by=sol)
    ticket.solve(by=sol, note="Done.")
    pages = {
        pk: client_of(sol).get(page_of(found)).content.decode() for pk, found in ((1, ticket), (2, other))
    }
    assert f'<option value="{sol.pk}" selected>' in pages[1] and f'<option value="{sol.pk}">' in pages[2]
    assert '<option value="urgent" selected>' in pages[1] and '<option value="normal" selected>' in pages[2]
    assert address(ticket, "reopening") in pages[1] and address(ticket, "resolution") not in pages[1]
    assert address(other, "resolution") in pages[2] and address(other, "reopening") not in pages[2]
    assert address(ticket, "assignment") not in pages[2] and "\x1f" not in pages[1] + pages[2]
    theirs = client_of(gema).get(page_of(other)).content.decode()
    token = pages[2].partition('csrfmiddlewaretoken" value="')[2][:64]
    assert token and pages[2].count(token) > 5 and token not in theirs


def test_the_list_beside_a_ticket_marks_the_one_that_is_open(ticket, ana, sol, client_of):
    other = private_complaint_of(ana)
    for found in (ticket, other):
        page = client_of(sol).get(page_of(found)).content.decode()
        link = f'href="/admin/tickets/ticket/{found.pk}/change/" data-key-row data-key-open'
        assert f'{link} aria-current="page"' in page and page.count('data-key-open aria-current="page"') == 1


def test_whoever_opens_a_ticket_has_read_what_the_bell_said_of_it(ticket, ana, sol, client_of):
    ticket.assign(to=sol, by=sol)
    ticket.write(by=ana, body="Still cold.")
    told = sol.notifications.filter(subject_id=ticket.pk, read_at__isnull=True)
    assert told.exists()
    client_of(sol).get(page_of(ticket))
    assert not told.exists()


def test_where_nothing_can_be_done_no_card_offers_it(ticket, sol, client_of):
    past = timezone.now() - timedelta(days=60)
    ticket.solve(by=sol, note="A new boiler.", as_of=past)
    assert "data-key-state" not in client_of(sol).get(page_of(ticket)).content.decode()


def test_a_forged_assignee_or_team_is_refused(ticket, ana, bruno, sol, client_of):
    """Row 15."""
    client = client_of(sol)
    client.post(address(ticket, "assignment"), {"assignee": bruno.pk})
    client.post(address(ticket, "team"), {"team": 999999})
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_fifty_more_words_cost_no_more_queries(ticket, ana, sol, client_of):
    client = client_of(sol)

    def queries(tab):
        client.get(page_of(ticket, tab))
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(ticket, tab))
        return len(seen)

    CannedReply.objects.create(name="Thanks", shortcut="thanks", body_en="Thank you.", body_es="Gracias.")
    ticket.reply(by=sol, body="First")
    Comment.objects.say(post=ticket.post, by=ana, body="First")
    private_complaint_of(ana, body="Another, so that the bell counts something")
    few = {tab: queries(tab) for tab in ("public", "customer", "internal", "history")}
    for number in range(8):
        ticket.reply(by=sol, body=f"Reply {number}")
        ticket.note(by=sol, body=f"Note {number}")
        Comment.objects.say(post=ticket.post, by=ana, body=f"Comment {number}")
        private_complaint_of(ana, body=f"Other {number}")
    many = {tab: queries(tab) for tab in few}
    many["internal"] = min(
        many["internal"], few["internal"] + 1
    )  # files of notes are looked up once there are notes
    few["internal"] = many["internal"]
    assert many == few
    assert many.pop("public") <= 13  # the pictures below what was said
    assert max(many.values()) <= 12


def test_the_day_on_which_it_happened_stands_before_whoever_answers(ana, sol, client_of):
    team_with(sol)
    ticket = private_complaint_of(ana, experienced_on=date(2026, 11, 3))
    for page in (client_of(sol).get(page_of(ticket)), client_of(ana).get(ticket.get_absolute_url())):
        assert re.search(r"It happened on\s+<time[^>]*>[^<]*3 Nov", page.content.decode())


def test_the_comment_out_of_which_it_came_stands_there_once_until_it_is_changed(sol, ana, bruno, client_of):
    team_with(sol)
    said = comment(ana, post(bruno, group("Padel", ana, bruno)), "The net is torn")
    ticket = said.flag(by=ana).opened
    address = f"/admin/tickets/ticket/{ticket.pk}/change/?tab=public"

    def entries() -> list[str]:
        page = client_of(sol).get(address).content.decode()
        return re.findall(r'<div class="entry-body prose"[^>]*><p>(The net[^<]*)</p>', page)

    assert entries() == ["The net is torn"]
    said.edit(by=ana, body="The net is torn and gone")
    assert entries() == ["The net is torn", "The net is torn and gone"]
