"""An event fills, somebody cancels, the waiting list moves, and everybody knows."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.people import signed_in, window_of

IN_LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno", "marta"]).update(language="{language}")
"""
LAWS = """
import json
from accounts.invariants import LAWS
print(json.dumps([law.sentence for law in LAWS if law.id in ("S1", "S2", "I8", "I7") and law.violations()]))
"""
MAILS = """
import json
from accounts.models import Mail
mails = Mail.objects.filter(kind="events.promoted", to="bruno@example.com")
print(json.dumps(list(mails.values_list("subject", flat=True))))
"""

JOIN = "button[formaction='/groups/gimnasio/membership/']:not([name=here])"  # of the group, not of what stands in it


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_LANGUAGE.format(language=request.param))
    return request.param


def announces(person, name: str, seats: int) -> str:
    """From the list of events to the page of the new one; returns its address."""
    person.go("/events/")
    person.finds_the_page_sound()
    person.press(".main-head a.button-primary")
    person.page.locator("#id_title").fill(name)
    person.page.locator("#id_group").select_option("gimnasio")
    soon = (datetime.now() + timedelta(days=9)).replace(hour=19, minute=0)
    person.page.locator("#id_starts_at").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    person.page.locator("#id_place").fill("The cellar")
    person.page.locator("#id_seats").fill(str(seats))
    person.finds_the_page_sound()
    person.press(".send-bar button")
    expect(person.page.locator("#event-page")).to_be_visible()
    person.finds_the_page_sound()
    return person.page.url.removeprefix(person.house.address)


def says(person, answer: str) -> None:
    person.press(f".gathering button[value='{answer}']")
    expect(person.page.locator(f".gathering button[value='{answer}']").first).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_waiting_list_moves_when_somebody_cancels(browser, house, language):
    window, name = window_of(language), f"Dinner for two ({language})"
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
        signed_in(browser, house, "marta", language, window, scripts=False) as marta,
    ):
        address = announces(ana, name, seats=2)
        says(ana, "yes")
        marta.go("/groups/gimnasio/")
        if marta.page.locator(JOIN).count():
            marta.press(JOIN)
        marta.go(address)
        says(marta, "yes")
        bruno.go("/")
        card = bruno.page.locator("article", has_text=name)
        card.locator("button[value='yes']").click()
        expect(card.locator("button[value='yes']")).to_have_attribute("aria-pressed", "true")
        bruno.finds_the_page_sound()
        bruno.go(address)
        expect(bruno.page.locator("#event-page ol.people li")).to_have_count(1)
        bruno.finds_the_page_sound()
        expect(ana.page.locator("#event-page ol.people li")).to_contain_text("Bruno", timeout=15000)

        says(marta, "no")
        # Live: Bruno has not touched anything.
        expect(bruno.page.locator("#event-page ol.people")).to_have_count(0, timeout=15000)
        expect(bruno.page.locator("#event-page ul.people").first).to_contain_text("Bruno")
        bruno.go("/notifications/")
        bruno.reads(name)
        assert any(name in subject for subject in house.ask(MAILS))

        ana.press(f"a[href='{address}check-in/']")
        ana.page.locator("li", has_text="Bruno").locator("button").click()
        ana.sees("button[formaction$='/remove/']")
        ana.finds_the_page_sound()
        ana.go(f"{address}cancellation/")
        ana.page.locator("#id_reason").fill("The cook is ill")
        ana.finds_the_page_sound()
        ana.press("button.button-danger")
        ana.reads("The cook is ill")
        ana.finds_the_page_sound()
        bruno.go(address)
        bruno.reads("The cook is ill")
        assert bruno.page.locator(".gathering button").count() == 0
    assert house.ask(LAWS) == []


def test_the_pages_around_are_sound(browser, house, language):
    window = window_of(language)
    with signed_in(browser, house, "ana", language, window) as ana:
        for path in ("/events/?show=all", "/events/?show=past", "/events/?show=mine", "/events/?month="):
            ana.go(path)
            ana.finds_the_page_sound()
        for path in ("/groups/padel-y-pistas/events/", "/settings/calendar/", "/posts/new/"):
            ana.go(path)
            ana.finds_the_page_sound()
        ana.go("/settings/calendar/")
        ana.press("button[formaction='/settings/calendar/key/']")
        address = ana.page.locator("#calendar-address").input_value()
        ana.finds_the_page_sound()
        assert ana.page.request.get(address).text().startswith("BEGIN:VCALENDAR")
