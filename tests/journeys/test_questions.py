"""A question is asked, answered and accepted; a suggestion is voted for and planned."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno", "sol", "gema", "rafa", "dani"]).update(language="{language}")
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def writes(person, kind: str, title: str, words: str) -> str:
    """Sends a post of the kind to the group of everybody; returns its address."""
    person.go("/posts/new/?group=la-ribera")
    person.page.locator(f"label.kind-{kind}").click()
    person.page.locator("#id_title").fill(title)
    person.page.locator("#id_body").fill(words)
    person.press("main form .send-bar button")
    person.page.wait_for_url(re.compile(r"/posts/\d+/$"))
    return re.sub(r"^https?://[^/]+", "", person.page.url)


def says_that_there_is_news_and_waits(feed, address: str) -> None:
    """A page of the feed that was open all the while: nothing moves until its reader wants it."""
    pill, first = feed.locator("#new-pill"), feed.locator("#feed article").first
    expect(pill).to_be_hidden()
    before = first.get_attribute("id")
    feed.clock.fast_forward(60_000)
    expect(pill).to_contain_text("1")
    assert first.get_attribute("id") == before
    pill.click()
    expect(feed.locator(f'#feed article a[href="{address}"]').first).to_be_visible()
    expect(pill).to_be_hidden()
    feed.close()


def test_a_question_is_answered_and_the_answer_stands_first(browser, house, language):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window, theme="dark") as bruno,
    ):
        feed = bruno.page.context.new_page()
        feed.clock.install()
        feed.goto(house.address)
        address = writes(ana, "question", f"Where do I string a racket? ({language})", "Mine is broken.")
        says_that_there_is_news_and_waits(feed, address)
        for words in ("I wonder too.", "In the shop at the entrance, in a day."):
            bruno.go(address)
            bruno.page.locator("#say textarea").fill(words)
            bruno.press("#say button.button-primary")
            bruno.reads(words)
        ana.go(address)
        ana.finds_the_page_sound()
        answer = ana.page.locator("article.comment", has_text="In the shop")
        answer.locator('button[formaction$="/acceptance/"]').first.click()
        ana.sees(".official")
        expect(ana.page.locator(".official").first).to_contain_text("In the shop at the entrance")
        ana.finds_the_page_sound()

        bruno.go(address)
        text = bruno.page.locator("main").inner_text()
        assert text.index("In the shop") < text.index("I wonder too.")
        assert bruno.page.locator('button[formaction*="/acceptance/"]').count() == 0
        bruno.finds_the_page_sound()
        bruno.go("/?show=all")
        bruno.sees(f'article:has(a[href="{address}"]) .chip.hue-green')
        bruno.finds_the_page_sound()

        ana.press('button[formaction$="/acceptance/remove/"]')
        expect(ana.page.locator(".official")).to_have_count(0)


def test_a_suggestion_is_voted_for_and_planned(browser, house, language):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
        signed_in(browser, house, "sol", language, DESK, theme="dark") as sol,
    ):
        address = writes(ana, "suggestion", f"A bench by the lake ({language})", "To sit down after rowing.")
        bruno.go(address)
        for before, after in (
            ('button[formaction$="/vote/"]', 'button[formaction$="/vote/remove/"]'),
            (
                '.post-acts [value="like"][aria-pressed="false"]',
                '.post-acts [value="like"][aria-pressed="true"]',
            ),
        ):
            bruno.page.locator(before).focus()
            bruno.page.keyboard.press("Enter")
            expect(bruno.page.locator(after)).to_be_focused()
        bruno.finds_the_page_sound()

        sol.go(address)
        sol.page.locator("article .menu summary").last.click()
        sol.press('a[href$="/standing/"]')
        sol.finds_the_page_sound()
        sol.page.locator('label[for="id_standing_3"]').click()
        sol.press("main form button.button-primary")
        sol.sees(".error")
        sol.page.locator('label[for="id_standing_1"]').click()
        sol.page.locator("#id_reason").fill("It comes in March.")
        sol.press("main form button.button-primary")
        sol.sees(".strip.hue-blue")
        sol.finds_the_page_sound()

        bruno.go("/notifications/")
        bruno.reads(f"A bench by the lake ({language})")
        bruno.go(address)
        bruno.reads("It comes in March.")


def test_a_post_is_kept_for_later_and_an_announcement_says_who_has_read_it(browser, house, language):
    with (
        signed_in(browser, house, "bruno", language, WINDOWS[language]) as bruno,
        signed_in(browser, house, "gema", language, DESK) as gema,
    ):
        address = writes(gema, "announcement", f"Closed on Monday ({language})", "For cleaning.")
        bruno.go(address)
        bruno.page.locator("article .menu summary").last.click()
        bruno.press('button[formaction$="/bookmark/"]')
        bruno.go("/bookmarks/")
        bruno.reads(f"Closed on Monday ({language})")
        bruno.finds_the_page_sound()
        bruno.press('a[href$="/bookmark/"]')
        bruno.finds_the_page_sound()

        gema.go(address + "readers/")
        gema.reads("Bruno")
        gema.finds_the_page_sound()
