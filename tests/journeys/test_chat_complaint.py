"""A complaint out of a chat: it arrives under the message for everybody there, and its answer too. And a talk with
somebody of the team."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, signed_in, window_of

IN_ENGLISH = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno", "sol"]).update(language="{language}")
"""
ROOM = """
from community.models import Group, Room
print(Room.objects.of_group(Group.objects.default()).pk)
"""
TICKET = """
import json
from tickets.models import Ticket
ticket = Ticket.objects.get(message__body="{words}")
print(json.dumps([ticket.pk, ticket.key, ticket.customer.handle, ticket.excerpts.count()]))
"""
ALWAYS_OPEN = """
from tickets.models import BusinessCalendar, OpeningSlot
calendar = BusinessCalendar.objects.default()
calendar.slots.all().delete()
BusinessCalendar.objects.filter(pk=calendar.pk).update(country="", region="")
calendar.local_holidays.all().delete()
days = range(7)
OpeningSlot.objects.bulk_create(OpeningSlot(calendar=calendar, weekday=d, opens=0, closes=1440) for d in days)
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_ENGLISH.format(language=request.param))
    return request.param


def says(person, words: str) -> None:
    """Writes it in the open room and sees it arrive."""
    person.page.locator("#say textarea").fill(words)
    person.page.locator("#say button[type=submit], #say button:not([type])").locator(
        "visible=true"
    ).last.click()
    person.reads(words, within="#talk")


def said(person, words: str):
    return person.page.locator("#talk article", has_text=words).first


def test_a_message_becomes_a_complaint_and_its_state_arrives_for_everybody(browser, house, language):
    room, window = f"/chat/{house.run(ROOM)}/", window_of(language)
    words = f"The lockers do not lock ({language})."
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
        signed_in(browser, house, "sol", language, DESK) as sol,
    ):
        ana.go(room)
        bruno.go(room)
        says(ana, words)
        bruno.reads(words, within="#talk", timeout=5000)

        # Bruno flags it; Ana, who has not touched anything, sees its state under her words.
        said(bruno, words).locator("a.chat-more").click()
        bruno.press('a[href$="/complaint/"]')
        bruno.finds_the_page_sound()
        bruno.press("main form button.button-primary")
        expect(said(bruno, words).locator(".status-received")).to_be_visible()
        expect(said(ana, words).locator(".status-received")).to_be_visible(timeout=8000)
        bruno.finds_the_page_sound()
        ana.finds_the_page_sound()

        pk, key, customer, quoted = house.ask(TICKET.format(words=words))
        assert (customer, quoted) == ("ana", 1)
        bruno.does_not_read(key)

        # Sol answers officially, in the room.
        sol.go(f"/admin/tickets/ticket/{pk}/change/?tab=public")
        sol.reads(words, within=".layer-sheet")
        sol.finds_the_page_sound()
        sol.page.locator("[data-composer]").fill("The locksmith comes today.")
        sol.press(".desk-composer .button-layer")
        sol.reads("The locksmith comes today.", within=".layer-sheet")
        for person in (ana, bruno):
            person.reads("The locksmith comes today.", within="#talk", timeout=8000)
            expect(said(person, words).locator(".status-in_progress").first).to_be_visible(timeout=8000)
        ana.finds_the_page_sound()

        # Ana has the reference, and nobody else.
        ana.go(f"/requests/{key}/")
        ana.reads(words)
        bruno.go(f"/requests/{key}/")
        bruno.does_not_read(words)


def test_several_messages_are_chosen_without_a_script(browser, house, language):
    room, window = f"/chat/{house.run(ROOM)}/", window_of(language)
    lines = [f"The sauna is closed ({language})", f"and nobody says why ({language})"]
    with signed_in(browser, house, "bruno", language, window, scripts=False) as bruno:
        for line in lines:
            bruno.go(room)
            says(bruno, line)
        bruno.go(f"{room}complaint/")
        for line in lines:
            bruno.page.locator("label.check", has_text=line).locator("input").check()
        bruno.press("main form button.button-primary")
        bruno.sees(".receipt-key")
    _pk, _key, customer, quoted = house.ask(TICKET.format(words=lines[0]))
    assert (customer, quoted) == ("bruno", 2)


def test_ana_talks_to_a_person(browser, house, language):
    house.run(ALWAYS_OPEN)
    window, words = window_of(language), f"Can I freeze my membership? ({language})"
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "sol", language, DESK) as sol,
    ):
        sol.go("/admin/tickets/talk/")
        ana.go("/chat/desk/")
        ana.finds_the_page_sound()
        ana.page.locator('form[action="/chat/desk/"] textarea').fill(words)
        ana.press('form[action="/chat/desk/"] button.button-primary')
        ana.reads(words, within="#talk")
        ana.finds_the_page_sound()

        sol.sees('button[formaction$="/taking/"].button-primary', timeout=8000)  # live
        sol.finds_the_page_sound()
        sol.press('button[formaction$="/taking/"].button-primary')
        sol.reads(words, within="#talk")
        ana.reads("Sol (", within="#desk-state", timeout=8000)
        says(sol, f"Of course, Ana ({language}).")
        ana.reads(f"Of course, Ana ({language}).", within="#talk", timeout=8000)
        sol.finds_the_page_sound()

        ana.press('#desk-state button[formaction$="/closing/"]')
        ana.sees('#desk-state a[href="/chat/desk/"]')
        ana.finds_the_page_sound()
