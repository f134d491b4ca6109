"""What a writer is helped with: who will not hear of it, files that did not arrive, numbers that nobody should read.
And what comes while one reads moves nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.community.posts.pictures import file
from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
IBAN = "ES91 2100 0418 4502 0005 1332"


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def picture(colour: str) -> dict:
    made = file(f"{colour}.png", colour, (400, 300))
    return {"name": made.name, "mimeType": "image/png", "buffer": made.read()}


def is_busy_once(page) -> None:
    """The first file that goes ahead meets a house that is busy."""
    asked = []

    def answer(route):
        asked.append(route)
        route.fulfill(status=503, body="") if len(asked) == 1 else route.continue_()

    page.route("**/media/", answer)


def test_a_writer_is_helped_and_a_reader_is_not_moved(browser, house, language):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window, theme="dark") as bruno,
    ):
        ana.go("/posts/new/?group=futbol-base")
        ana.page.locator("label.kind-story").click()
        ana.page.locator("#id_body").press_sequentially("@bruno look ")
        expect(ana.page.locator("[data-mention-note]")).to_contain_text("Bruno")
        ana.finds_the_page_sound()

        # Sent before a file has arrived: it waits, and what is refused is read before anything goes out without it.
        held: list = []
        ana.page.route("**/media/", lambda route: held.append(route))
        drawing = {"name": "plan.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
        ana.page.locator("#id_body").fill("With a plan.")
        ana.page.locator("input[name=pictures]").set_input_files([drawing])
        ana.sees(".upload progress")
        ana.page.locator("main form .send-bar button").last.click()
        held[0].continue_()
        ana.sees(".upload.is-wrong [role=alert]")
        ana.page.unroute("**/media/")
        expect(ana.page.locator("#id_body")).to_have_value("With a plan.")
        ana.page.locator(".upload-remove").click()

        # One of three files does not arrive, says so, and is sent again.
        ana.page.locator("#id_group").select_option("la-ribera")
        ana.page.locator("#id_body").fill(f"My account is {IBAN} ({language})")
        is_busy_once(ana.page)
        notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"At eight"}
        ana.page.locator("input[name=pictures]").set_input_files([picture("green"), picture("red"), notes])
        arrived = ana.page.locator(".upload [name=upload]")
        expect(arrived).to_have_count(2)
        ana.sees(".upload.is-wrong [role=alert]")
        ana.complaints.clear()  # the browser says that the house was busy
        ana.finds_the_page_sound()
        ana.press(".upload.is-wrong .button")
        expect(arrived).to_have_count(3)
        expect(ana.page.locator(".is-wrong")).to_have_count(0)

        # She is asked before the number of an account is published, and nothing of what she did is lost.
        ana.press("main form .send-bar button")
        ana.sees("#guard [name=only_staff]")
        expect(arrived).to_have_count(3)
        ana.finds_the_page_sound()
        ana.press("#guard [name=aware]")
        ana.page.wait_for_url(re.compile(r"/posts/\d+/$"))
        expect(ana.page.locator("article .post-files a")).to_have_count(1)
        expect(ana.page.locator("article img[src*='/media/']:not(.avatar)")).to_have_count(2)
        ana.finds_the_page_sound()

        # What Ana says while Bruno reads waits behind a pill; a tap shows it.
        bruno.go(ana.page.url.removeprefix(house.address))
        ana.page.locator("#say textarea").fill("And it is the right one.")
        ana.press("#say button.button-primary")
        ana.reads("And it is the right one.")
        bruno.sees(".thread-pill a", timeout=15000)
        expect(bruno.page.locator("article.comment")).to_have_count(0)
        bruno.finds_the_page_sound()
        bruno.press(".thread-pill a")
        bruno.reads("And it is the right one.")
        expect(bruno.page.locator(".thread-pill a")).to_have_count(0)

        # Bruno answers with a picture and no words: the button leads straight to his files.
        with bruno.page.expect_file_chooser() as chosen:
            bruno.press("#say .attach summary")
        chosen.value.set_files([picture("blue")])
        expect(bruno.page.locator("#say .upload [name=upload]")).to_have_count(1)
        bruno.page.locator("#say .upload-alt").fill(f"The sky ({language})")
        bruno.finds_the_page_sound()
        bruno.press("#say button.button-primary")
        expect(bruno.page.locator(f"article.comment img[alt='The sky ({language})']")).to_have_count(1)
        bruno.finds_the_page_sound()
