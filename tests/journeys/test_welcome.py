"""An empty house: its owner sets it up by the wizard and invites somebody, who is heard within two minutes."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.journeys.house import House
from tests.journeys.people import DESK, PHONE, Person

OTHER = {"es": "en", "en": "es"}
LETTERS = """
import json
from accounts.models import Mail
print(json.dumps(list(Mail.objects.filter(to="{address}").values_list("kind", flat=True))))
"""
TOKEN = """
from accounts.models import Invitation
print(Invitation.objects.get(email="{address}").token)
"""
FOUND = """
import json
from accounts.models import Brand, Centre, Member
from community.models import Group, Post
from tickets.models import BusinessCalendar, Ticket
brand, nina = Brand.to_change(), Member.objects.get(email="nina@example.com")
print(json.dumps([
    brand.name, brand.colour, brand.legal_name, brand.key_prefix, Centre.objects.count(),
    BusinessCalendar.objects.get(is_default=True).region, Group.objects.count() > 4, nina.has_usable_password(),
    Post.objects.filter(author=nina).order_by("pk").values_list("kind", flat=True)[0],
    Ticket.objects.get().customer_id == nina.pk,
]))
"""


@pytest.fixture
def empty_house(browser):
    """Of one's own in each language: a house is founded once."""
    with House(demo=False) as house:
        yield house


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


def at_screen(browser, house, language: str, window: dict) -> Person:
    spoken = {"es": "es-ES", "en": "en-GB"}[language]
    context = browser.new_context(locale=spoken, service_workers="block", **window)
    context.set_default_timeout(60000)
    return Person(context.new_page(), house, language)


def moves_in(olga) -> None:
    """By the address that the terminal printed; then her second factor."""
    olga.page.goto(olga.house.printed("/founding/"))
    olga.finds_the_page_sound()
    olga.page.fill("[name=name]", "Olga Marín")
    olga.page.fill("[name=email]", "olga@example.com")
    olga.page.fill("[name=password]", "una mesa larga")
    olga.press("form.form button")
    olga.press("a[href$='/totp/activate/']")
    secret = olga.page.locator("code.key").inner_text()
    olga.page.fill("[name=code]", totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
    olga.press("form.form button")
    olga.press("a.button-quiet[href='/']")
    olga.page.wait_for_url("**/first-day/")
    olga.finds_the_page_sound()


def goes_on(olga, to: str) -> None:
    olga.finds_the_page_sound()
    olga.press("[form=step]")
    olga.page.wait_for_url(f"**/first-day/{to}/")


def sets_it_up(olga) -> None:
    olga.press("a.button-primary")
    olga.page.fill("[name=name]", "Club Náutico La Estrella")
    goes_on(olga, "look")
    olga.press("[data-colour='#0B5FA5']")
    olga.page.wait_for_selector("#look-preview link[href*='0B5FA5' i]", state="attached")
    goes_on(olga, "legal")
    olga.go("/first-day/")  # she is called away, and comes back
    olga.press("a.button-primary")
    olga.page.fill("[name=legal_name]", "La Estrella, S. L.")
    olga.page.fill("[name=address]", "Calle del Mar 3, A Coruña")
    goes_on(olga, "centres")
    olga.page.select_option("[name=region]", "GA")
    goes_on(olga, "sector")
    olga.press("label.choice")
    goes_on(olga, "team")
    olga.press("form[action$='/later/'] button")
    olga.page.fill("[name=welcome]", "Coge una silla.")
    goes_on(olga, "mail")
    olga.press("#step button")
    olga.sees("#mail-state .success", timeout=30000)
    olga.finds_the_page_sound()
    olga.go("/first-day/invite/")
    olga.press("form[action$='/link/'] button")
    olga.sees("img.qr")
    olga.page.fill("[name=email]", "nina@example.com")
    olga.press("#step button")
    olga.finds_the_page_sound()


def comes_in(nina) -> None:
    nina.go("/invitation/" + nina.house.run(TOKEN.format(address="nina@example.com")) + "/")
    nina.page.fill("[name=name]", "Nina Sol")
    nina.page.check("[name=of_age]")
    nina.finds_the_page_sound()
    nina.press("form.form button")
    nina.page.wait_for_url("**/welcome/you/")
    nina.reads("Coge una silla.")
    nina.finds_the_page_sound()
    nina.press("[form=step]")
    nina.press("label.choice")
    nina.finds_the_page_sound()
    nina.press("[form=step]")
    nina.page.fill("[name=body]", "Hola, soy Nina. Vengo por la vela.")
    nina.finds_the_page_sound()
    nina.press("[form=step]")
    nina.reads("Vengo por la vela.", within="#feed")
    nina.finds_the_page_sound()


def complains(nina) -> None:
    nina.go("/posts/new/?kind=complaint")
    nina.page.fill("[name=body]", "La grúa no funciona desde el lunes.")
    nina.press(".send-bar button")
    nina.reads("EST-")


def test_from_an_empty_house_to_the_first_complaint(browser, empty_house, language):
    """The owner in one language at a desk, the newcomer in the other on a phone (C-39)."""
    olga = at_screen(browser, empty_house, language, DESK)
    moves_in(olga)
    sets_it_up(olga)
    nina = at_screen(browser, empty_house, OTHER[language], PHONE)
    begun = time.monotonic()
    comes_in(nina)
    assert time.monotonic() - begun < 120
    complains(nina)
    olga.go("/admin/tickets/ticket/")
    olga.reads("La grúa no funciona")
    assert "accounts.invitation" in empty_house.ask(LETTERS.format(address="nina@example.com"))
    assert empty_house.ask(FOUND) == [
        "Club Náutico La Estrella", "#0b5fa5", "La Estrella, S. L.", "EST", 1, "GA", True, False, "story", True,
    ]  # fmt: skip
