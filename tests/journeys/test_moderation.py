"""The fox and the hen-house: a decision is reversed by another person than who took it, a complaint does not vanish by
one hand, and three accounts of one person lie side by side."""

import re

import pytest

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
SAID = """
from accounts.models import Member
from community.groups.models import Group
from community.posts.models import Post
from community.reports.models import Report
from django.utils import timezone
people = dict((one.handle, one) for one in Member.objects.filter(handle__in=["ana", "bruno", "marta", "gema"]))
Member.objects.filter(handle__in=people).update(language="{language}")
post = Post.objects.publish(by=people["ana"], group=Group.objects.default(), kind="{kind}", body="{body}",
                            as_of=timezone.now())
Report.objects.receive(post, by=people["bruno"], reason="insult", note="")
print(post.pk)
"""


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


def said(house, language: str, kind: str, body: str) -> str:
    return house.run(SAID.format(language=language, kind=kind, body=f"{body} ({language})")).splitlines()[-1]


def decides(moderator, pk: str) -> None:
    """From the reported thing on the desk to the statement of reasons, begun with the words of a rule."""
    moderator.go("/moderation/")
    moderator.finds_the_page_sound()
    moderator.page.locator(f"#case-posts-{pk} a[href*='/hiding/']").click()
    moderator.finds_the_page_sound()
    assert moderator.page.locator("#id_reason").input_value()
    moderator.press("main form.card button[class*=button-]")
    moderator.page.wait_for_url(re.compile(r"/moderation/$"))


def test_a_decision_is_objected_to_and_reversed_by_another_person(browser, house, language):
    pk, window = said(house, language, "story", "The referee is a pumpkin"), WINDOWS[language]
    with (
        signed_in(browser, house, "marta", language, window) as marta,
        signed_in(browser, house, "ana", language, window, theme="dark") as ana,
        signed_in(browser, house, "gema", language, window) as gema,
    ):
        decides(marta, pk)
        ana.go("/notifications/")
        ana.page.locator(
            "a[href*='/notifications/'], a[href*='/moderation/acts/']", has_text="moder"
        ).first.click()
        ana.sees("#objection form")
        ana.finds_the_page_sound()
        ana.press("#objection form button")
        ana.sees("#objection .banner")

        marta.go("/moderation/?show=appeals")
        marta.page.locator("#appeals a").first.click()
        assert marta.page.locator("#id_answer").count() == 0  # not whoever decided
        gema.go("/moderation/?show=appeals")
        gema.finds_the_page_sound()
        gema.page.locator("#appeals a.button").first.click()
        gema.page.locator("label.choice").nth(1).click()
        gema.page.locator("#id_answer").fill("A pumpkin is no insult.")
        gema.finds_the_page_sound()
        gema.press("main form.card button.button-primary")
        gema.page.wait_for_url(re.compile(r"show=appeals"))

        ana.page.reload()
        ana.reads("A pumpkin is no insult.")
        marta.go(f"/posts/{pk}/")
        assert marta.page.locator(".post-state").count() == 0


def test_a_complaint_that_somebody_tries_to_hide_stays_until_a_second_person_agrees(browser, house, language):
    pk, window = said(house, language, "complaint", "Nobody answers the telephone"), WINDOWS[language]
    with (
        signed_in(browser, house, "marta", language, window) as marta,
        signed_in(browser, house, "bruno", language, window) as bruno,
        signed_in(browser, house, "gema", language, window, theme="dark") as gema,
    ):
        decides(marta, pk)
        bruno.go(f"/posts/{pk}/")
        bruno.reads("Nobody answers the telephone")
        gema.go("/moderation/?show=proposals")
        gema.finds_the_page_sound()
        gema.page.locator("main .list a.button").last.click()
        gema.page.locator("label.choice").nth(1).click()
        gema.page.locator("#id_objection").fill("It is criticism, and it is right.")
        gema.finds_the_page_sound()
        gema.press("main form.card button.button-primary")
        gema.page.wait_for_url(re.compile(r"show=proposals"))
        bruno.page.reload()
        bruno.reads("Nobody answers the telephone")
        gema.go("/moderation/?show=acts")
        gema.finds_the_page_sound()


def test_an_author_is_asked_for_a_change_and_makes_it(browser, house, language):
    pk, window = said(house, language, "story", "Ring Pilar at 600 12 34 56"), WINDOWS[language]
    with (
        signed_in(browser, house, "marta", language, window, theme="dark") as marta,
        signed_in(browser, house, "ana", language, window) as ana,
    ):
        marta.go("/moderation/")
        marta.page.locator(f"#case-posts-{pk} a[href*='/correction/']").click()
        marta.page.locator("#id_ground").select_option("private")
        marta.page.locator("#id_reason").fill("Leave out her number.")
        marta.finds_the_page_sound()
        marta.press("main form.card button.button-primary")
        marta.page.wait_for_url(re.compile(r"show=corrections"))
        marta.reads("Leave out her number.")
        marta.finds_the_page_sound()

        ana.go(f"/posts/{pk}/")
        ana.reads("Leave out her number.")
        ana.finds_the_page_sound()
        ana.press(f"a.button[href='/posts/{pk}/edit/']")
        ana.page.locator("#id_body").fill("Ring Pilar, who knows.")
        ana.press("main form .button-primary")
        ana.page.wait_for_url(re.compile(rf"/posts/{pk}/"))
        ana.reads("Ring Pilar, who knows.")

        marta.page.reload()
        row = marta.page.locator("#corrections > li", has=marta.page.locator(f"a[href='/posts/{pk}/']"))
        row.locator(".badge.hue-green").wait_for()
        marta.finds_the_page_sound()
        row.locator("button").first.click()
        row.wait_for(state="detached")


def test_three_accounts_of_one_person_lie_side_by_side(browser, house, language):
    said(house, language, "story", "Something of no weight")  # and everybody reads in their language
    with signed_in(browser, house, "gema", language, WINDOWS[language]) as gema:
        gema.go("/moderation/concert/")
        assert gema.page.locator(".side-by-side > li").count() >= 3
        assert gema.page.locator("#clusters .chip").count() >= 3
        gema.finds_the_page_sound()
