"""The manager's privacy desk: a request with its month, a breach with its hours, and the record on paper; and all the
while nothing is asked of anybody else, and no cookie is set but those that need no consent (L-22, L-26, L-33)."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
WRITES = (
    "from accounts.models import Member\nMember.objects.filter(handle='gema').update(language='{language}')"
)
NEEDED = {"session", "csrf", "django_language", "theme"}  # each is told of at /legal/cookies/
ANSWER = "main form[action$='/answer/']"
EXTENSION = "main form[action$='/extension/']"


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(WRITES.format(language=request.param))
    return request.param


def test_gema_keeps_the_privacy_desk(browser, house, language):
    with signed_in(browser, house, "gema", language, WINDOWS[language]) as gema:
        asked = []
        gema.page.on("request", lambda request: asked.append(urlsplit(request.url)))
        enters_a_request(gema)
        puts_it_off_and_closes_it(gema)
        notes_a_breach(gema)
        opens_the_record(gema)
        house_itself = urlsplit(house.address).netloc
        assert {one.netloc for one in asked if one.scheme not in ("data", "blob")} == {house_itself}
        assert {cookie["name"] for cookie in gema.page.context.cookies()} <= NEEDED


def enters_a_request(gema) -> None:
    gema.go("/privacy-desk/")
    gema.finds_the_page_sound()
    gema.press("details.unfold summary")
    gema.page.select_option("[name=kind]", "access")
    gema.page.select_option("[name=way]", "letter")
    gema.page.fill("[name=received_on]", (date.today() - timedelta(days=2)).isoformat())
    gema.page.fill("[name=name]", "Eva Carta")
    gema.page.fill("[name=email]", "eva@example.org")
    gema.finds_the_page_sound()
    gema.press("main details form button.button-primary")
    gema.page.wait_for_url("**/privacy-desk/*/")
    gema.reads("Eva Carta")
    gema.sees(EXTENSION)
    gema.finds_the_page_sound()


def puts_it_off_and_closes_it(gema) -> None:
    address = urlsplit(gema.page.url).path
    due = gema.page.inner_text("dd.strong")
    gema.page.fill(f"{EXTENSION} [name=reason]", "Lies in an archive on paper")
    gema.press(f"{EXTENSION} button")
    gema.reads("Lies in an archive on paper", within="dl.facts")
    assert gema.page.inner_text("dd.strong") != due and not gema.page.locator(EXTENSION).count(), "once"
    gema.page.fill(f"{ANSWER} [name=answer]", "Sent by letter")
    gema.press(f"{ANSWER} button")
    gema.page.wait_for_url("**/privacy-desk/")
    gema.go(address)
    gema.reads("Sent by letter", within="dl.facts")
    assert not gema.page.locator(ANSWER).count()
    gema.finds_the_page_sound()


def notes_a_breach(gema) -> None:
    gema.go("/privacy-desk/breaches/")
    gema.press("details.unfold summary")
    gema.page.fill("[name=what]", "A list went astray")
    gema.page.fill("[name=whom]", "Names of forty members")
    gema.finds_the_page_sound()
    gema.press("main details form button.button-primary")
    gema.page.wait_for_url("**/breaches/*/")
    assert any(hours in gema.page.inner_text(".main-head") for hours in ("72", "71"))
    gema.finds_the_page_sound()
    gema.go("/privacy-desk/")
    gema.sees(".banner.warning a[href$='/breaches/']")


def opens_the_record(gema) -> None:
    gema.go("/privacy-desk/processing/")
    gema.finds_the_page_sound()
    gema.page.emulate_media(media="print")
    gema.sees("main table th")
    assert not gema.page.locator(".no-print").locator("visible=true").count()
