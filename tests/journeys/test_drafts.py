"""What one writes outlives the browser and the session: it is there again, and sent once."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle="ana").update(language="{language}")
"""
SIGNED_OUT = """
from django.contrib.sessions.models import Session
Session.objects.filter(session_key="{key}").delete()
"""
SENT = """
import json
from community.models import Draft, Post
said = Post.objects.filter(author__handle="ana", body="{body}")
print(json.dumps([said.count(), Draft.objects.filter(member__handle="ana").count()]))
"""

SENT_BEFORE = "(words) => sessionStorage.setItem(`draft:${document.documentElement.dataset.member}:x`, words)"
ROOM = """
from community.models import Group, Room
print(Room.objects.of_group(Group.objects.default()).pk)
"""
TYPED_AND_GONE = """(words) => {
  const field = document.querySelector("#say textarea");
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  location.reload();
}"""
SIGN_OUT = """() => {
  const button = document.querySelector('[formaction="/accounts/logout/"]');
  button.form.requestSubmit(button);
}"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def test_what_ana_writes_outlives_a_crash_and_a_session_that_ended(browser, house, language):
    words = f"The sauna is cold, and I have written a lot about it ({language})."
    with signed_in(browser, house, "ana", language, WINDOWS[language]) as ana:
        # The window goes while she writes: what she had typed comes from the house, to a browser that knows nothing.
        ana.go("/posts/new/")
        with ana.page.expect_response(lambda answer: "/drafts/new-post/" in answer.url and answer.ok):
            ana.page.locator("label.kind-story").click()
            ana.page.locator("#id_body").fill(words)
            ana.page.locator("#id_tags").fill("sauna, ")
        ana.page.evaluate("localStorage.clear()")
        ana.page.close()
        ana.page = ana.page.context.new_page()
        ana.go("/posts/new/")
        expect(ana.page.locator("#id_body")).to_have_value(words)
        ana.sees("[data-draft-note]")
        ana.finds_the_page_sound()

        # The house forgets her session while she goes on; what she sends leads to the entrance, and nothing is lost.
        words += " And now it is warm."
        ana.page.locator("#id_body").fill(words)
        (key,) = [one["value"] for one in ana.page.context.cookies() if one["name"].endswith("session")]
        house.run(SIGNED_OUT.format(key=key))
        ana.press("main form .send-bar button")
        ana.page.wait_for_url(re.compile("/accounts/login/"))
        ana.sees("[data-kept]")
        ana.finds_the_page_sound()
        ana.page.fill("input[name=login]", "ana@example.com")
        ana.page.fill("input[name=password]", "tertulia")
        ana.page.press("input[name=password]", "Enter")
        ana.page.wait_for_url(re.compile("/posts/new/"))
        expect(ana.page.locator("#id_body")).to_have_value(words)
        ana.press("main form .send-bar button")
        ana.page.wait_for_url(re.compile(r"/posts/\d+/$"))
        ana.reads(words)
        assert house.ask(SENT.format(body=words)) == [1, 0]
        ana.go("/posts/new/")
        expect(ana.page.locator("#id_body")).to_have_value("")


def test_the_last_words_before_a_page_goes_are_there_after_it(browser, house, language):
    """What is typed is stored a moment after the last key; a page that goes away before that stores it as it goes."""
    words = f"The pitch is a swamp, all of it, right now ({language})."
    with signed_in(browser, house, "ana", language, WINDOWS[language]) as ana:
        ana.go(f"/chat/{house.run(ROOM)}/")
        with ana.page.expect_navigation():
            ana.page.evaluate(TYPED_AND_GONE, words)
        expect(ana.page.locator("#say textarea")).to_have_value(words)


def test_signing_out_takes_what_was_typed_a_moment_ago(browser, house, language):
    """No worker is needed for it, and the last keystrokes do not come after it."""
    words, held = f"Nobody else reads this ({language}).", []
    with signed_in(browser, house, "ana", language, WINDOWS[language]) as ana:
        ana.page.route("**/accounts/logout/", lambda route: held.append(route))
        ana.go("/posts/new/")
        ana.page.evaluate(SENT_BEFORE, words)
        ana.page.locator("#id_body").fill(words)
        ana.page.evaluate(SIGN_OUT)
        ana.page.wait_for_timeout(1000)  # what is typed is stored after 400 ms
        (way,) = held
        way.continue_()
        ana.page.wait_for_url(re.compile("/accounts/login/"))
        assert words not in ana.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
