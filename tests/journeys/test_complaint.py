"""The loop: a complaint on a phone becomes a ticket that staff answer, live, in public and in private."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, signed_in, window_of

KEY = re.compile(r"RIB-[0-9]{4}-[0-9]{6}-[A-Z]")
SECRET = "the plumber drinks, 4711"
YES, NO = 'button[name="solved"][value="yes"]', 'button[name="solved"][value="no"]'
# The people of the demo read Spanish; for the English journey they change their language first.
IN_ENGLISH = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno", "sol", "gema", "marta"]).update(language="{language}")
"""
UNTOUCHED = """
import json
from datetime import timedelta
from django.utils import timezone
from tickets.models import Clock, Ticket
from tickets.desk.tasks import remind_due
ticket = Ticket.objects.get(key="{key}")
ago = timezone.now() - timedelta(days=30)
clock = ticket.clocks.get(kind="first_answer")
Clock.objects.filter(pk=clock.pk).update(
    started_at=ago, due_at=ago, warn_at=ago, breach_at=ago, escalate_at=ago, next_stage_at=ago
)
for _ in range(3):
    remind_due.delay()
"""
TOLD = """
import json
from community.models import Notification
from tickets.models import Ticket
ticket = Ticket.objects.get(key="{key}")
kinds = ["tickets.warning", "tickets.breach", "tickets.escalation"]
rows = Notification.objects.filter(subject_id=ticket.pk, kind__in=kinds)
print(json.dumps(sorted([row.member.handle, row.kind] for row in rows.select_related("member"))))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_ENGLISH.format(language=request.param))
    return request.param


def complains(ana, words: str, audience: str = "group") -> str:
    """Ana says it in three taps plus typing; returns the reference on the next screen."""
    page = ana.page
    page.locator('a[href^="/posts/new/"]:visible').first.click()
    page.locator("label.kind-complaint").click()
    page.locator("#id_body").fill(words)
    if audience == "staff":
        page.locator('label[for="id_audience_1"]').click()
    ana.press("main form .send-bar button")
    expect(page.locator(".receipt-key")).to_be_visible()
    key = page.locator(".receipt-key").inner_text()
    assert KEY.fullmatch(key)
    return key


def opens(sol, key: str) -> None:
    """Sol finds it in the queue and opens it."""
    sol.go("/admin/tickets/ticket/?q=" + key)
    sol.page.locator("tr", has_text=key).get_by_role("link").first.click()
    expect(sol.page.locator(".key").first).to_have_text(key)


def tab(sol, name: str) -> None:
    sol.page.locator(f"nav.layers a.layer-{name}").click()


def sends(sol, words: str) -> None:
    """Sol writes in the open layer; what she sent is in it, and the composer is empty again."""
    sol.page.locator("[data-composer]").fill(words)
    sol.press(".desk-composer .button-layer")
    sol.reads(words, within=".layer-sheet")
    sol.sees(".messagelist")


def ends(sol, note: str) -> None:
    """Sol solves it with a closing note."""
    sol.press("details.act-form summary")
    sol.page.locator("details.act-form[open] textarea").first.fill(note)
    sol.press("details.act-form[open] button.button-primary")


def test_a_complaint_is_answered_in_public_and_in_private_while_ana_looks_on(browser, house, language):
    window = window_of(language)
    with (
        signed_in(browser, house, "ana", language, window, form=True, worker=True) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
        signed_in(browser, house, "sol", language, DESK, form=True) as sol,
    ):
        words = f"The showers are cold again ({language})."
        key = complains(ana, words)
        ana.finds_the_page_sound()

        sol.go("/admin/tickets/ticket/")
        sol.finds_the_page_sound()
        opens(sol, key)
        sol.finds_the_page_sound()
        tab(sol, "public")
        sends(sol, "You are right, and it is our failure. The boiler is mended today.")
        ana.reads("The boiler is mended today.", timeout=5000)  # live: Ana has not touched anything

        tab(sol, "customer")
        sends(sol, f"Between us: {SECRET}")
        ana.reads(SECRET, timeout=5000)
        tab(sol, "internal")
        sends(sol, "Among us: order a second boiler.")
        sol.finds_the_page_sound()
        ana.does_not_read("order a second boiler")

        bruno.go("/")
        bruno.page.locator("article", has_text=words).locator('a[href^="/posts/"]').first.click()
        bruno.reads("The boiler is mended today.")
        bruno.does_not_read(SECRET)
        bruno.does_not_read(key)
        bruno.finds_the_page_sound()

        ends(sol, "The boiler is new. Thank you, Ana.")
        ana.sees(YES, timeout=5000)
        ana.press(YES)
        expect(ana.page.locator(".steps .step-done")).to_have_count(4)
        ana.finds_the_page_sound()
        bruno.sees(".handling .status-solved", timeout=8000)


def test_the_story_without_scripts(browser, house, language):
    """Everything but the live arrival."""
    window = window_of(language)
    with (
        signed_in(browser, house, "ana", language, window, scripts=False, form=True) as ana,
        signed_in(browser, house, "sol", language, DESK, scripts=False) as sol,
    ):
        key = complains(ana, f"I was charged twice ({language}).", audience="staff")
        opens(sol, key)
        assert sol.page.locator("nav.layers a.layer-public").count() == 0, "nothing of it is public"
        tab(sol, "customer")
        sends(sol, "The second charge goes back today.")
        ana.page.reload()
        ana.reads("The second charge goes back today.")
        ana.page.locator("form[data-draft] textarea").fill("Thank you.")
        ana.press("form[data-draft] button.button-primary")
        ana.reads("Thank you.", within=".talk")
        ends(sol, "Paid back.")
        ana.page.reload()
        ana.press(NO)
        ana.sees(".handling .status-reopened")


def test_the_untouched_ticket_is_reminded_once(browser, house, language):
    """The reminder and the escalation of another, untouched ticket, however often the sweep runs."""
    with signed_in(browser, house, "bruno", language, window_of(language)) as bruno:
        key = complains(bruno, f"Nobody looks at this one ({language}).")
    house.run(UNTOUCHED.format(key=key))
    with signed_in(browser, house, "gema", language, DESK) as gema:
        for _ in range(40):
            gema.go("/notifications/")
            if key in gema.page.content():
                break
            gema.page.wait_for_timeout(500)
        gema.reads(key)
        gema.finds_the_page_sound()
    told = house.ask(TOLD.format(key=key))
    assert len(told) == len({tuple(row) for row in told}), "each of them once"
    assert ["gema", "tickets.escalation"] in told


def test_the_terminal_names_the_address_and_who_can_sign_in(house):
    assert house.printed(house.address) == house.address
    for person in ("ana", "bruno", "marta", "sol", "gema"):
        assert house.printed(f"{person}@example.com")
