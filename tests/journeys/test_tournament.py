"""A tournament is played to its end: entries, the draw, a result that both say, one that an organiser decides."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno", "dani"]).update(language="{language}")
"""
# A third player, so that somebody has a free round.
ENTERED = """
from accounts.models import Member
from community.models import Tournament
cup = Tournament.objects.order_by("-pk").first()
cup.enter(by=Member.objects.get(handle="quique"))
"""
LAWS = """
import json
from accounts.invariants import LAWS
print(json.dumps([law.sentence for law in LAWS if law.id[0] == "B" and law.violations()]))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def announces(person, name: str) -> str:
    person.go("/tournaments/")
    person.finds_the_page_sound()
    person.press(".main-head a.button-primary")
    person.page.locator("#id_title").fill(name)
    person.page.locator("#id_group").select_option("torneos")
    soon = (datetime.now() + timedelta(days=3)).replace(hour=19, minute=0)
    person.page.locator("#id_closes_at").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    person.finds_the_page_sound()
    person.press(".send-bar button")
    expect(person.page.locator("#tournament-page")).to_be_visible()
    return person.page.url.removeprefix(person.house.address)


def says(person, home: int, away: int) -> None:
    person.page.locator("#id_home_score").fill(str(home))
    person.page.locator("#id_away_score").fill(str(away))
    person.press("form[action$='/report/'] button.button-primary")
    person.sees("#history")


def test_a_tournament_is_played_to_its_end(browser, house, language):
    window, name = WINDOWS[language], f"Cup of the bar ({language})"
    with (
        signed_in(browser, house, "dani", language, window) as dani,
        signed_in(browser, house, "ana", language, window, theme="dark") as ana,
        signed_in(browser, house, "bruno", language, window, scripts=False) as bruno,
    ):
        address = announces(dani, name)
        ana.go("/")
        ana.page.locator("article", has_text=name).locator(f"a[href='{address}']").first.click()
        for person in (ana, bruno):
            person.go(address)
            person.press(f"button[formaction='{address}entry/']")
            person.sees(f"button[formaction='{address}entry/remove/']")
        house.run(ENTERED)
        ana.finds_the_page_sound()

        dani.go(address)
        dani.press(f"button[formaction='{address}closing/']")
        dani.press(f"button[formaction='{address}draw/']")
        dani.sees("svg.bracket")
        dani.finds_the_page_sound()
        bruno.go("/notifications/")
        bruno.reads(name)

        # Whoever meets whom: each gives their result, until somebody has won.
        for _match in range(2):
            dani.go(address)
            dani.press("#rounds .match-open a")
            match = dani.page.url
            players = [person for person in (ana, bruno) if plays(person, match)]
            scores = [(2, 1), (1, 2)]
            for person, (home, away) in zip(players, scores, strict=False):
                says(person, home, away)
            ana.finds_the_page_sound()
            dani.page.reload()
            dani.finds_the_page_sound()
            dani.page.locator("#id_decision_home_score").fill("3")
            dani.page.locator("#id_decision_away_score").fill("1")
            dani.page.locator("#id_decision_reason").fill("I was there")
            dani.press("form[action$='/decision/'] button.button-primary")
            dani.reads("I was there")

        dani.go(address)
        dani.sees(".champion")
        dani.finds_the_page_sound()
        bruno.go(address)
        bruno.sees(".champion")
        bruno.go("/tournaments/?show=over")
        bruno.reads(name)
    assert house.ask(LAWS) == []


def plays(person, match: str) -> bool:
    person.page.goto(match)
    return person.page.locator("#id_home_score").count() > 0
