"""A photo contest from two phones: pictures come in while one looks on, votes are secret, the winner is told."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.community.posts.pictures import file
from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
OPENED = """
from community.contests.models import Contest
contest = Contest.objects.order_by("-pk").first()
contest.gather(as_of=contest.entries_until)
"""
ENDED = """
from django.utils import timezone
from community.models import Poll
from community.polls.sweeping import tell_due
Poll.objects.filter(pk=Poll.objects.order_by("-pk").first().pk).update(closes_at=timezone.now())
tell_due(timezone.now())
"""
LAWS = """
import json
from accounts.invariants import LAWS
print(json.dumps([law.sentence for law in LAWS if law.id in ("I7", "V5") and law.violations()]))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def announces(person, title: str) -> str:
    person.go("/contests/new/?group=gimnasio")
    person.page.locator("#id_title").fill(title)
    for field, days in (("entries_until", 2), ("closes_at", 4)):
        moment = datetime.now() + timedelta(days=days)
        person.page.locator(f"#id_{field}").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    person.finds_the_page_sound()
    person.press(".send-bar button")
    expect(person.page.locator("#contest-page")).to_be_visible()
    return person.page.url.removeprefix(person.house.address)


def hands_in(person, address: str, colour: str) -> None:
    person.go(address)
    picture = file(f"{colour}.png", colour, (400, 300))
    person.page.locator("#id_picture").set_input_files(
        {"name": picture.name, "mimeType": "image/png", "buffer": picture.read()}
    )
    person.page.locator("#id_caption").fill(f"All {colour}")
    person.press("#hand-in .button-primary")
    person.sees("#contest-mine figure")


def choice(person, words: str):
    return person.page.locator(".poll label.choice", has_text=words)


def test_a_photo_contest_from_the_first_picture_to_the_winner(browser, house, language):
    title = f"Best picture of the gym ({language})"
    with (
        signed_in(browser, house, "ana", language, WINDOWS[language]) as ana,
        signed_in(browser, house, "bruno", language, WINDOWS[language], theme="dark") as bruno,
    ):
        address = announces(ana, title)
        hands_in(ana, address, "green")
        hands_in(bruno, address, "red")
        # Live: Ana has not touched anything; whose it is she does not read, though the contest is hers.
        expect(ana.page.locator("#contest-others li")).to_have_count(1, timeout=15000)
        assert "Bruno" not in ana.page.locator("#contest-page").inner_text()
        bruno.finds_the_page_sound()
        house.run(OPENED)
        expect(ana.page.locator("#contest-page .badge.hue-blue")).to_be_visible(timeout=15000)
        ana.finds_the_page_sound()

        ana.press("#contest-page .button-primary")
        expect(choice(ana, "All green").locator("input")).to_be_disabled()
        choice(ana, "All red").click()
        ana.press(".poll button[formaction$='/vote/']")
        expect(choice(ana, "All red").locator("input")).to_be_checked()
        expect(ana.page.locator(".poll-results")).to_have_count(0)
        ana.finds_the_page_sound()

        house.run(ENDED)
        expect(ana.page.locator(".poll-leads")).to_contain_text("Bruno", timeout=15000)
        ana.finds_the_page_sound()
        bruno.go("/notifications/")
        bruno.reads(title)
    assert house.ask(LAWS) == []
