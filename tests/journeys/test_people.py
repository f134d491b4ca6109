"""People find each other as far as they want to be found, and follow whom they like."""

import pytest

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
# As on the first day: Ana says nothing and is in no list.
FRESH = """
from accounts.models import Member
from community.models import Follow, ProfileAnswer, ProfileChoice
ana = Member.objects.get(handle="ana")
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
ProfileAnswer.objects.filter(member=ana).delete()
ProfileChoice.objects.filter(pk=ana.pk).delete()
Follow.objects.filter(other=ana).delete()
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(FRESH.format(language=request.param))
    return request.param


def test_ana_says_who_she_is_to_whom_she_likes_and_bruno_finds_and_follows_her(browser, house, language):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
    ):
        bruno.go("/members/?q=ana+ruiz")
        assert (
            bruno.page.locator(".people-name", has_text="Ana Ruiz").count() == 0
        )  # she has not asked for it

        ana.go("/settings/about/")
        ana.finds_the_page_sound()
        rows = ana.page.locator(".about-row")
        rows.nth(0).locator("select").nth(0).select_option(index=1)
        rows.nth(0).locator("select").nth(1).select_option("house")
        rows.nth(2).locator("input").fill("Solo para mis grupos")
        ana.page.locator("#id_is_listed").check()
        ana.press("main form button.button-primary")
        ana.sees(".banner.success")
        ana.go("/settings/about/preview/?as=groups")
        ana.reads("Solo para mis grupos")
        ana.press('.profile-circles a[href="?as=house"]')
        ana.page.wait_for_url("**as=house")
        ana.does_not_read("Solo para mis grupos")
        ana.finds_the_page_sound()

        bruno.go("/members/")
        bruno.finds_the_page_sound()
        bruno.page.locator("#people-q").fill("anna ruis")  # as one hears it
        bruno.page.keyboard.press("Enter")
        bruno.page.wait_for_url("**/members/?q=*")
        bruno.page.locator(".people-name", has_text="Ana Ruiz").click()
        bruno.page.wait_for_url("**/members/ana/")
        bruno.press('[formaction="/members/ana/follow/"]')
        bruno.sees('[formaction="/members/ana/follow/remove/"]')
        bruno.finds_the_page_sound()

        ana.go("/members/ana/")
        ana.reads("1 person", within=".profile-acts")  # so in both languages
        ana.does_not_read("Bruno Vidal")
        ana.finds_the_page_sound()
        ana.go("/members/")
        ana.press('button[name="listed"][value="no"]')
        ana.sees('button[name="listed"][value="yes"]')
        bruno.go("/members/?q=ana+ruiz")
        assert bruno.page.locator(".people-name", has_text="Ana Ruiz").count() == 0
        bruno.go("/following/")
        bruno.reads("Ana Ruiz", within="#follows")
        bruno.finds_the_page_sound()
