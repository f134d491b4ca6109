"""A mail answered from the customer's own mailbox: to the ticket, where staff see it come, and back."""

import json
import re
import subprocess
import sys
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import pytest

from tests.journeys.house import ROOT
from tests.journeys.people import DESK, signed_in, window_of

KEY = re.compile(r"RIB-[0-9]{4}-[0-9]{6}-[A-Z]")
IN_LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "sol"]).update(language="{language}")
"""
PATIENCE = 60  # seconds for the worker


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_LANGUAGE.format(language=request.param))
    return request.param


def arrived(house, *words: str) -> EmailMessage:
    """The mail with these words in subject or text, once it lies in Ana's mailbox."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for path in sorted((house.data / "mail").glob("*-ana@example.com.eml"), reverse=True):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            said = message["Subject"] + message.get_body(("plain",)).get_content()
            if all(word in said for word in words):
                return message
        time.sleep(0.3)
    raise AssertionError(f"No mail says {words}")


def answered(house, mail: EmailMessage, text: str) -> dict:
    """Ana answers from her mail program; what the house says of her letter."""
    wrote = {
        "es": "El lun, 3 nov 2025 a las 10:12, Club escribió:",
        "en": "On Mon, 3 Nov 2025 at 10:12, Club wrote:",
    }
    quoted = "\n".join(f"> {line}" for line in mail.get_body(("plain",)).get_content().splitlines())
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = (
        "Ana <ana@example.com>",
        mail["Reply-To"],
        "Re: " + mail["Subject"],
    )
    letter["Message-ID"] = f"<{uuid4().hex}@mail.example.org>"
    letter["In-Reply-To"] = letter["References"] = mail["Message-ID"]
    letter.set_content(f"{text}\n\n{wrote['es' if 'Hola' in quoted else 'en']}\n\n{quoted}\n")
    command = [sys.executable, "manage.py", "receive_mail"]
    told = subprocess.run(
        command, cwd=ROOT, env=house.env, input=letter.as_bytes(), capture_output=True, check=True
    )
    return json.loads(told.stdout)


def looks_sound(browser, mail: EmailMessage) -> None:
    """Its HTML fits a telephone, says its language, runs nothing, and can be read in the dark as in the light."""
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html and " onclick" not in html
    for theme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 375, "height": 667}, color_scheme=theme)
        page = context.new_page()
        page.set_content(html)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 1
        ground, ink = page.evaluate(
            "[getComputedStyle(document.querySelector('.card')).backgroundColor,"
            " getComputedStyle(document.querySelector('.card p')).color]"
        )
        assert (lightness(ground) > lightness(ink)) == (theme == "light")
        context.close()


def lightness(colour: str) -> int:
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_ana_answers_from_her_mailbox_sol_sees_it_come_and_answers_into_it(browser, house, language):
    window, words = window_of(language), f"The lamp of court {uuid4().hex[:6]} is out"
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "sol", language, DESK) as sol,
    ):
        ana.go("/posts/new/?kind=complaint")
        ana.page.fill("#id_body", words)
        ana.page.locator('label[for="id_audience_1"]').click()  # only staff
        ana.press("main form .send-bar button")
        ana.sees(".receipt-key")
        key = ana.page.locator(".receipt-key").inner_text()
        assert KEY.fullmatch(key)
        receipt = arrived(house, key, words)
        assert [part.get_content_type() for part in receipt.iter_attachments()] == ["application/pdf"]
        looks_sound(browser, receipt)

        sol.go("/admin/tickets/ticket/?q=" + key)
        sol.page.locator("tr", has_text=key).get_by_role("link").first.click()
        sol.page.locator("nav.layers a.layer-customer").click()
        said = answered(house, receipt, "It is the one beside the gate.")
        assert (said["outcome"], said["ticket"]) == ("reply", key)
        sol.reads("It is the one beside the gate.", within=".layer-sheet")  # she has not touched anything
        assert "escribió:" not in sol.page.inner_text(".layer-sheet")
        sol.page.locator("[data-composer]").fill("The electrician comes at four.")
        sol.press(".desk-composer .button-layer")
        sol.reads("The electrician comes at four.", within=".layer-sheet")
        sol.finds_the_page_sound()

        answer = arrived(house, key, "The electrician comes at four.")
        assert receipt["Message-ID"] in answer["References"] and answer["Reply-To"] != receipt["Message-ID"]
        looks_sound(browser, answer)
        said = answered(house, answer, "Thank you, I shall be there.")
        assert said["outcome"] == "reply"
        sol.reads("Thank you, I shall be there.", within=".layer-sheet")
        ana.go(f"/requests/{key}/")
        for line in (
            "It is the one beside the gate.",
            "The electrician comes at four.",
            "Thank you, I shall be there.",
        ):
            ana.reads(line, within=".talk")
        ana.finds_the_page_sound()
