"""The box: found with a mistake in it, narrowed, asked when nobody knew, and of no use to a stranger."""

import pytest

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
# A closed group of Ana's with a word in it that is nowhere else, and an open one with words that all may read.
PLANTED = """
import uuid
from accounts.models import Member
from community.models import Group, Post, SearchWord
ana = Member.objects.get(handle="ana")
gema, name = Member.objects.get(handle="gema"), "Junta {language}"
board = Group.objects.found(by=gema, name=name, listing="secret", joining="invitation")
board.admit(ana)
Post.objects.publish(by=ana, group=board, kind="story", body="El murcielaguito {language} se muda en marzo.")
everybody, lost = Group.objects.default(), "¿Alguien vio mi zapatófono {language} azul?"
Post.objects.publish(by=ana, group=everybody, kind="question", body=lost)
SearchWord.objects.learn()
"""


@pytest.fixture(params=["es", "en"], scope="module")
def language(request, house):
    """Once a language: who says the same thing again and again is stopped."""
    house.run(LANGUAGE.format(language=request.param))
    house.run(PLANTED.format(language=request.param))
    return request.param


def looks_for(person, words: str) -> None:
    person.go("/search/")
    person.page.locator("#q").fill(words)
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**/search/?*q=*")


def test_a_search_is_forgiving_to_members_and_useless_to_strangers(browser, house, language):
    window = WINDOWS[language]
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
    ):
        looks_for(ana, "murcielaguito")
        ana.reads("murcielaguito", within=".hit mark")
        ana.finds_the_page_sound()

        looks_for(bruno, "zapatofonos")  # without the accent, and more than one
        bruno.reads("zapatófono", within=".hit mark")
        looks_for(bruno, "zapatofon azul")
        bruno.sees("#hits, .empty")
        looks_for(bruno, "zapatfono")  # and with a mistake
        bruno.reads("zapatófono", within=".banner strong")
        bruno.finds_the_page_sound()
        bruno.page.locator("details.search-filters summary").click()
        bruno.page.locator("#id_kind").select_option("praise")
        bruno.press("details.search-filters button")
        bruno.sees(".empty")
        bruno.finds_the_page_sound()

        for words in ("murcielaguito", "murcielagito", "murciel", "Junta", '"se muda en marzo"'):
            looks_for(bruno, words)
            bruno.does_not_read(f"El murcielaguito {language}")
            bruno.does_not_read(f"Junta {language}")
            assert bruno.page.locator(".hit", has_text="murcielaguito").count() == 0
        looks_for(bruno, "murcielaguito")
        bruno.finds_the_page_sound()
        bruno.press(".empty a.button-primary")  # asks the community
        assert bruno.page.locator("#id_body").input_value() == "murcielaguito"


def test_while_writing_one_sees_what_was_said_already_and_recent_searches_stay_here(browser, house, language):
    with signed_in(browser, house, "bruno", language, WINDOWS[language]) as bruno:
        bruno.go("/posts/new/?kind=question")
        bruno.page.locator("#id_body").press_sequentially(f"Busco mi zapatófono {language} de color azul")
        bruno.reads("zapatófono", within=".similar a")
        bruno.finds_the_page_sound()
        looks_for(bruno, "piscina")
        bruno.go("/search/")
        bruno.reads("piscina", within="#recent")
        bruno.press("#recent [data-clear]")
        assert bruno.page.locator("#recent a").count() == 0
        bruno.press('.empty a[href="/tags/"]')
        bruno.sees(".tag-list a")
        bruno.finds_the_page_sound()


def test_the_search_without_scripts(browser, house, language):
    with signed_in(browser, house, "bruno", language, WINDOWS[language], scripts=False) as bruno:
        bruno.go("/search/")
        bruno.page.locator("#q").fill("zapatofono")
        bruno.press("main form button.button-primary")
        bruno.reads("zapatófono", within=".hit mark")
        bruno.page.locator("nav.tabs a").nth(2).click()
        bruno.sees(".empty, .hit")
