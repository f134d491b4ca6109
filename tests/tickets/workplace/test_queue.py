"""The queue: what waits for whom, the earliest first, in a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.tickets.examples import complaint_of, default_group, private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.teams.models import Team
from tickets.workplace.badges import badge_for, badge_of, span
from tickets.workplace.models import SavedFilter
from tickets.workplace.queue import after, cursor
from tickets.workplace.rows import first_rows, rows_of
from tickets.workplace.views_of import VIEWS, counts, told

QUEUE = "/admin/tickets/ticket/"
CANARY = "canary-of-another-team-8123"


def elsewhere(member, body=CANARY) -> Ticket:
    """A ticket of a team that nobody of the cast belongs to."""
    ticket = private_complaint_of(member, body=body)
    Ticket.objects.filter(pk=ticket.pk).update(team=Team.objects.get_or_create(name="Elsewhere")[0])
    return ticket


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_sol_sees_the_tickets_of_her_team_and_of_no_other(ana, sol, client_of):
    team_with(sol)
    mine = complaint_of(ana)
    elsewhere(ana)
    page = client_of(sol).get(QUEUE).content.decode()
    assert mine.key in page
    assert CANARY not in page


@pytest.mark.parametrize(
    "query", ["?view=all", "?q=" + CANARY, "?q=canary", "?view=all&state=received", "?after=_0"]
)
def test_row_41_no_filter_of_the_queue_shows_another_teams_ticket(ana, sol, client_of, query):
    team_with(sol)
    lost = elsewhere(ana)
    for address in (QUEUE, QUEUE + "rows/"):
        page = client_of(sol).get(address + query).content.decode()
        assert lost.key not in page
        assert page.count(CANARY) == page.count('value="' + CANARY) + page.count("q=" + CANARY)


def test_gema_sees_them_all(ana, sol, gema, client_of):
    team_with(sol)
    keys = [complaint_of(ana).key, elsewhere(ana).key]
    page = client_of(gema).get(QUEUE).content.decode()
    assert all(key in page for key in keys)


@pytest.mark.parametrize("who", ["ana", "marta"])
def test_the_queue_is_closed_to_everybody_who_is_not_staff(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get(QUEUE).status_code in (302, 403)


def test_twenty_more_tickets_cost_no_more_queries(ana, sol, client_of):
    team_with(sol)
    default_group(ana)
    complaint_of(ana)
    client = client_of(sol)
    few = queries(client, QUEUE)
    for number in range(12):
        private_complaint_of(ana, body=f"Number {number}")
    assert queries(client, QUEUE) == few
    assert few <= 12


def test_kept_filters_cost_no_more_queries_however_many(ana, sol, client_of):
    team_with(sol)
    complaint_of(ana)
    client = client_of(sol)
    SavedFilter.objects.keep(by=sol, name="Urgent", query="priority=urgent")
    one = queries(client, QUEUE)
    for number in range(6):
        SavedFilter.objects.keep(
            by=sol, name=f"Number {number}", query=f"view=all&q={number}&team=1&kind=claim"
        )
    assert queries(client, QUEUE) == one
    assert one <= 12


def test_a_kept_filter_shows_its_count_and_belongs_to_one_person(ana, sol, gema, client_of):
    team_with(sol)
    complaint_of(ana).prioritise("urgent", by=sol)
    complaint_of(ana, body="The lockers were robbed.")
    client = client_of(sol)
    client.post(QUEUE + "filters/", {"name": "Urgent ones", "query": "priority=urgent&next=//evil"})
    kept = SavedFilter.objects.get()
    assert (kept.member, kept.query) == (sol, "priority=urgent")
    page = client.get(QUEUE).content.decode()
    assert "Urgent ones" in page
    assert "Urgent ones" not in client_of(gema).get(QUEUE).content.decode()
    assert client_of(gema).post(f"{QUEUE}filters/{kept.pk}/remove/").status_code == 404
    client.post(f"{QUEUE}filters/{kept.pk}/remove/")
    assert not SavedFilter.objects.exists()


def test_pages_follow_each_other_without_a_gap_or_a_double(ana, sol, client_of):
    team_with(sol)
    default_group(ana)
    made = [private_complaint_of(ana, body=f"Number {number}") for number in range(7)]
    now = timezone.now()
    for number, ticket in enumerate(made):
        due = None if number in (2, 5) else now + timedelta(hours=number % 3)
        Ticket.objects.filter(pk=ticket.pk).update(due_at=due)
    rows = Ticket.objects.workable_by(sol)
    ordered = sorted(rows, key=lambda t: (t.due_at is None, t.due_at or now, t.pk))
    seen, place = [], ""
    while page := sorted(after(rows, place), key=lambda t: (t.due_at is None, t.due_at or now, t.pk))[:2]:
        seen += page
        place = cursor(page[-1])
    assert seen == ordered


@pytest.mark.parametrize(
    "place", ["x", "_", "2026-13-45_1", "_-5", "2026-01-01T00:00:00_7", "_" + "9" * 40, "%00"]
)
def test_a_place_that_is_none_breaks_nothing(sol, client_of, place):
    assert client_of(sol).get(QUEUE, {"after": place}).status_code == 200


@pytest.mark.parametrize(
    "query", ["team=x", "team=999999", "assignee=-1", "state=nothing", "kind[]=1", "category=1e9"]
)
def test_nonsense_filters_are_answered_with_a_page(sol, client_of, query):
    team_with(sol)
    assert client_of(sol).get(f"{QUEUE}?{query}").status_code == 200


def test_many_are_assigned_at_once_and_those_of_others_are_not(ana, sol, client_of):
    team_with(sol)
    mine, lost = [complaint_of(ana), private_complaint_of(ana)], elsewhere(ana)
    client_of(sol).post(QUEUE + "assignment/", {"tickets": [t.pk for t in mine], "assignee": sol.pk})
    assert set(Ticket.objects.filter(assignee=sol)) == set(mine)
    client_of(sol).post(QUEUE + "assignment/", {"tickets": [lost.pk], "assignee": sol.pk})
    lost.refresh_from_db()
    assert lost.assignee is None


def test_the_views_count_what_they_hold(ana, sol, client_of):
    team_with(sol)
    late, mine = complaint_of(ana), private_complaint_of(ana)
    Ticket.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=2))
    mine.assign(to=sol, by=sol)
    page = client_of(sol).get(QUEUE + "?view=late").content.decode()
    assert late.key in page
    assert mine.key not in page


# The badge: words, icon and colour


@pytest.mark.parametrize(
    ("minutes", "state", "label"),
    [(3 * 1440, "ok", "3 d left"), (150, "soon", "2 h left"), (5, "soon", "5 min left"), (-1, "late", "Late 1 min"),
     (-1440 * 3, "late", "Late 3 d"), (47 * 60, "ok", "47 h left")],
)  # fmt: skip
def test_the_badge_says_what_is_left(minutes, state, label):
    now = timezone.now()
    badge = badge_for(now + timedelta(minutes=minutes), now)
    assert (badge.state, badge.label) == (state, label)


def test_the_badge_names_the_clock_that_it_counts(ana, sol, client_of):
    team_with(sol)
    ticket = complaint_of(ana)
    client = client_of(sol)
    for page in (QUEUE, f"{QUEUE}{ticket.pk}/change/"):
        assert '<span class="sla-clock">First answer</span>' in client.get(page).content.decode()
    ticket.reply(by=sol, body="We are looking into it.")
    assert '<span class="sla-clock">Resolution</span>' in client.get(QUEUE).content.decode()
    ticket.refresh_from_db()
    ticket.due_at = None
    assert badge_of(ticket, timezone.now()).clock == "Legal"


def test_a_waiting_ticket_is_paused_and_a_closed_one_met(ana, sol):
    team_with(sol)
    ticket = complaint_of(ana)
    ticket.wait_for_customer(by=sol, missing="A photo")
    assert badge_of(ticket, timezone.now()).state == "paused"
    ticket.solve(by=sol, note="Done.")
    assert badge_of(ticket, timezone.now()).state == "met"


def test_spans_are_told_in_their_largest_unit():
    assert [span(timedelta(minutes=m)) for m in (0, 59, 60, 2879, 2880)] == [
        "0 min",
        "59 min",
        "1 h",
        "47 h",
        "2 d",
    ]


def test_the_counts_written_by_hand_say_what_the_querysets_say(ana, bruno, sol, gema, marta):
    default_group(ana, bruno)
    team_with(sol)
    now = timezone.now()
    made = [complaint_of(ana), complaint_of(bruno), private_complaint_of(ana), private_complaint_of(bruno)]
    elsewhere(ana)
    Ticket.objects.filter(pk=made[0].pk).update(due_at=now - timedelta(hours=1))
    Ticket.objects.filter(pk=made[1].pk).update(due_at=now + timedelta(hours=3))
    made[1].assign(to=sol, by=gema)
    made[2].wait_for_customer(by=sol, missing="A photo")
    made[3].solve(by=sol, note="Done.")
    for member in (sol, gema, marta, ana):
        rows = Ticket.objects.workable_by(member)
        said = {entry["view"].slug: entry["count"] for entry in counts(member, VIEWS["open"], now)}
        assert said.pop("all") == ""
        assert said == {slug: str(VIEWS[slug].rows(rows, member, now).count()) for slug in said}


def test_the_list_written_by_hand_is_what_the_querysets_find(ana, bruno, sol, gema, marta):
    default_group(ana, bruno)
    team_with(sol)
    now = timezone.now()
    made = [complaint_of(ana), complaint_of(bruno), private_complaint_of(ana), private_complaint_of(bruno)]
    made += [elsewhere(ana), private_complaint_of(bruno)]
    Ticket.objects.filter(pk=made[0].pk).update(due_at=now - timedelta(hours=1))
    Ticket.objects.filter(pk=made[1].pk).update(due_at=now + timedelta(hours=3))
    Ticket.objects.filter(pk=made[5].pk).update(due_at=None)
    made[1].assign(to=sol, by=gema)
    made[2].wait_for_customer(by=sol, missing="A photo")
    made[3].solve(by=sol, note="Done.")
    for member in (sol, gema, marta, ana):
        for view in VIEWS.values():
            rows = view.rows(Ticket.objects.workable_by(member), member, now)
            found = rows_of(rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:3])
            assert first_rows(member, view, now, 3) == found
    assert {row.pk for row in first_rows(sol, VIEWS["all"], now, 9)} == {made[n].pk for n in (0, 1, 2, 3, 5)}
    assert first_rows(ana, VIEWS["all"], now, 9) == []


def test_kept_filters_come_with_the_counts_to_whom_they_belong(sol, gema):
    for name in ("Urgent", "Ñandú", "angry"):
        SavedFilter.objects.keep(by=sol, name=name, query="priority=urgent")
    found = [tuple(row) for row in told(sol, timezone.now())[1]]
    assert found == list(SavedFilter.objects.of(sol).values_list("pk", "name", "query"))
    assert told(gema, timezone.now())[1] == []


def test_what_is_drawn_once_of_the_desk_knows_neither_its_first_reader_nor_their_words(
    ana, sol, gema, client_of
):
    team_with(sol)
    complaint_of(ana)
    SavedFilter.objects.keep(by=sol, name="Only of Sol", query="priority=urgent")
    first = client_of(sol).get(QUEUE + "?q=only-sol-asked").content.decode()
    assert sol.name in first and "only-sol-asked" in first and "Only of Sol" in first
    then = client_of(gema).get(QUEUE).content.decode()
    assert gema.name in then and f'data-member="{gema.pk}"' in then
    assert "only-sol-asked" not in then and "Only of Sol" not in then
    tokens = [page.partition('csrfmiddlewaretoken" value="')[2][:64] for page in (first, then)]
    assert tokens[0] and tokens[0] not in then
