"""A moderator runs a group on the site: decides who comes in and what goes out, and hands the group over."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
FOUND = """
from accounts.models import Member
from community.models import Group
people = dict((one.handle, one) for one in Member.objects.filter(handle__in=["ana", "bruno", "rafa", "dani", "gema"]))
Member.objects.filter(handle__in=people).update(language="{language}")
group = Group.objects.found(by=people["rafa"], name="Canoe {language}", joining="request", posting="approved")
group.admit(people["dani"])
print(group.slug)
"""


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


@pytest.fixture
def slug(house, language):
    return house.run(FOUND.format(language=language)).splitlines()[-1]


def test_a_moderator_decides_who_comes_in_and_what_goes_out(browser, house, language, slug):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "rafa", language, window) as rafa,
        signed_in(browser, house, "ana", language, window, theme="dark") as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
    ):
        rafa.go(f"/groups/{slug}/manage/")
        rafa.page.locator("#id_question_1").fill("Can you swim?")
        rafa.press("main form:has(#id_question_1) button.button-primary")
        rafa.finds_the_page_sound()

        for person, words in ((ana, "Like a fish"), (bruno, "Like a stone")):
            person.go(f"/groups/{slug}/")
            person.page.locator("#id_answer_1").fill(words)
            person.press("main form button.button-primary")
            person.sees(".banner")
        ana.finds_the_page_sound()

        rafa.go(f"/groups/{slug}/manage/")
        rafa.reads("Can you swim?")
        rafa.reads("Like a fish")
        rafa.finds_the_page_sound()
        rafa.page.locator("li.list-row", has_text="Like a fish").locator("button.button-primary").click()
        expect(rafa.page.get_by_text("Like a fish")).to_have_count(0)
        rafa.page.locator("li.list-row", has_text="Like a stone").locator(
            "button:not(.button-primary)"
        ).click()
        expect(rafa.page.get_by_text("Like a stone")).to_have_count(0)
        bruno.go(f"/groups/{slug}/members/")
        assert "404" in bruno.page.title() or bruno.page.locator(".list-row").count() == 0
        bruno.complaints.clear()

        ana.go(f"/posts/new/?group={slug}")
        ana.page.locator("label.kind-story").click()
        ana.page.locator("#id_body").fill("The lake is frozen.")
        ana.press("main form .send-bar button")
        ana.page.wait_for_url(re.compile(r"/posts/\d+/$"))
        ana.sees(".post-state")
        ana.finds_the_page_sound()

        rafa.go(f"/groups/{slug}/queue/")
        rafa.reads("The lake is frozen.")
        rafa.finds_the_page_sound()
        rafa.press('button[formaction$="/approval/"]')
        rafa.sees(".banner")
        ana.page.reload()
        expect(ana.page.locator(".post-state")).to_have_count(0)

        rafa.go(f"/groups/{slug}/members/")
        rafa.finds_the_page_sound()
        row = rafa.page.locator("li.list-row", has_text="Ana")
        row.locator("summary").click()
        row.locator('a[href$="/handover/"]').click()
        rafa.finds_the_page_sound()
        rafa.press("main form button.button-primary")
        ana.go(f"/groups/{slug}/manage/")
        ana.sees('button[formaction$="/archive/"]')
        ana.press('button[formaction$="/archive/"]')
        ana.go(f"/groups/{slug}/")
        ana.sees(".banner.warning")
        assert ana.page.locator(f'a[href="/posts/new/?group={slug}"]').count() == 0
        ana.finds_the_page_sound()
