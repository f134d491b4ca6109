"""The small modules in a real browser, against pages that the test plays: drafts, theme, menus, toasts, keys."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browsers import chromium

SCRIPTS = Path(__file__).parents[3] / "static/js"
HOUSE = "http://house.test"
PAGE = """<!doctype html><html lang="en" data-theme="auto"{member}><title>Page</title>
<link id="dark-tokens" rel="stylesheet" href="data:text/css," media="screen and (prefers-color-scheme: dark)">
<body data-failed="That did not arrive">{body}
<form id="act" method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t"></form>
<div id="toasts" role="status"></div>
<template id="toast"><div class="toast"><span></span><button data-undo hidden>Undo</button>
<button data-close>Close</button></div></template>{scripts}</body></html>"""
FORM = """<form method="post" action="/send" data-draft="new-post">
<input type="hidden" name="submission" value="{submission}">
<label>Kind <input type="radio" name="kind" value="complaint"> <input type="radio" name="kind" value="story"></label>
<textarea name="text" aria-label="Text">{text}</textarea><input type="password" name="secret" aria-label="Secret">
<p data-draft-note hidden>Kept</p><button>Send</button>
<button type="button" data-draft-discard>Discard</button></form>"""
MODULES = ("drafts", "theme", "menus", "toasts", "keys", "times")
ANA, BRUNO, NOBODY = ' data-member="1"', ' data-member="2"', ""


def page_of(body: str, member: str = ANA) -> str:
    scripts = "".join(f'<script type="module" src="/static/js/{name}.js"></script>' for name in MODULES)
    return PAGE.format(member=member, body=body, scripts=scripts)


def form(submission: str = "a", text: str = "") -> str:
    return FORM.format(submission=submission, text=text)


@pytest.fixture(scope="module")
def browser():
    with chromium(entire=True) as browser:
        yield browser


class House:
    """What the page's server answers by path; a pair is a status and a body, a path alone is a redirect to it."""

    def __init__(self, page):
        self.page, self.posted, self.answers = page, [], {}
        page.route("**/*", self.answer)

    def answer(self, route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/js/"):
            script = (SCRIPTS / path.rsplit("/", 1)[1]).read_text()
            route.fulfill(body=script, content_type="text/javascript")
            return
        if route.request.method == "POST":
            self.posted.append((path, route.request.post_data))
        answer = self.answers.get(path, "")
        if answer == "nobody answers":
            route.abort()
        elif answer.startswith("/"):
            route.fulfill(status=303, headers={"Location": answer})
        else:
            route.fulfill(body=answer, content_type="text/html")

    def open(self, path="/", body=None):
        if body is not None:
            self.answers[path] = body
        self.page.goto(HOUSE + path)
        self.page.wait_for_load_state()
        return self.page


@pytest.fixture
def house(browser):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    yield House(page)
    context.close()
    assert errors == []


def text_of(page):
    return page.get_by_label("Text")


def writes(page, words="The lift at gate 4"):
    text_of(page).fill(words)
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('draft:'))")


# Drafts


def test_a_reload_finds_the_words_the_choice_and_the_same_submission(house):
    page = house.open("/", page_of(form("first")))
    page.locator("[value=complaint]").check()
    writes(page)
    house.open("/", page_of(form("second")))
    expect(text_of(page)).to_have_value("The lift at gate 4")
    expect(page.locator("[value=complaint]")).to_be_checked()
    expect(page.locator("[name=submission]")).to_have_value("first")
    expect(page.get_by_text("Kept")).to_be_visible()


def test_what_arrived_does_not_come_back(house):
    page = house.open("/", page_of(form()))
    writes(page)
    house.answers |= {"/send": "/there", "/there": page_of("Sent"), "/": page_of(form("second"))}
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/there")
    house.open("/")
    expect(text_of(page)).to_have_value("")
    expect(page.locator("[name=submission]")).to_have_value("second")


def test_a_session_that_ran_out_loses_no_word(house):
    page = house.open("/", page_of(form("first")))
    writes(page)
    sign_in = page_of('<form action="/signed-in" method="post"><button>In</button></form>', NOBODY)
    house.answers |= {"/send": "/accounts/login/", "/accounts/login/": sign_in, "/signed-in": "/"}
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="In", exact=True).click()
    expect(text_of(page)).to_have_value("The lift at gate 4")
    expect(page.locator("[name=submission]")).to_have_value("first")


def test_a_page_that_refuses_loses_no_word(house):
    page = house.open("/", page_of(form()))
    writes(page)
    house.answers["/send"] = page_of('<section data-wall><h1>Too old</h1><a href="/">Again</a></section>')
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Again").click()
    expect(text_of(page)).to_have_value("The lift at gate 4")


@pytest.mark.parametrize("way", ["back", "address bar"])
def test_a_lost_connection_loses_no_word(house, way):
    page = house.open("/", page_of(form()))
    writes(page)
    house.answers["/send"] = "nobody answers"
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("chrome-error://**", wait_until="commit")
    expect(page.locator("body")).to_be_attached()  # there is something to go back from
    if way == "back":
        page.go_back()
    else:
        house.open("/other", page_of("Something else"))
    house.open("/")
    expect(text_of(page)).to_have_value("The lift at gate 4")


def test_what_the_server_sent_back_is_newer_than_the_draft(house):
    page = house.open("/", page_of(form()))
    writes(page, "old words")
    house.open("/", page_of(form(text="words with an error")))
    expect(text_of(page)).to_have_value("words with an error")


def test_a_password_is_never_kept(house):
    page = house.open("/", page_of(form()))
    page.get_by_label("Secret").fill("tertulia")
    writes(page)
    assert "tertulia" not in page.evaluate("JSON.stringify(localStorage)")


def test_the_next_person_on_this_computer_finds_nothing(house):
    page = house.open("/", page_of(form() + '<button form="act" formaction="/accounts/logout/">Out</button>'))
    writes(page)
    house.open("/bruno", page_of(form(), BRUNO))
    expect(text_of(page)).to_have_value("")
    house.open("/")
    page.get_by_role("button", name="Out").click()
    page.wait_for_url("**/logout/")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_can_be_thrown_away(house):
    page = house.open("/", page_of(form()))
    writes(page)
    page.get_by_role("button", name="Discard").click()
    house.open("/")
    expect(text_of(page)).to_have_value("")


# Theme, menus, toasts, keys, times

THEMES = (
    '<button form="act" formaction="/theme/" name="theme" value="dark" aria-pressed="false">Dark</button>'
)
MENU = """<details data-menu><summary>Menu</summary><div class="menu-sheet"><a href="#a">One</a>
<button>Two</button></div></details><button>Outside</button>"""


def test_the_theme_changes_at_once_and_the_server_hears_of_it(house):
    page = house.open("/", page_of(THEMES))
    with page.expect_request("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    assert page.locator("#dark-tokens").get_attribute("media") == "screen"
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    ((path, sent),) = house.posted
    assert path == "/theme/" and "dark" in sent and "csrfmiddlewaretoken" in sent


def test_a_menu_is_walked_by_arrows_and_closed_by_escape(house):
    page = house.open("/", page_of(MENU))
    page.get_by_text("Menu").click()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="One")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="One")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary")).to_be_focused()
    expect(page.locator("details")).not_to_have_attribute("open", "")


def test_a_menu_closes_when_one_clicks_elsewhere(house):
    page = house.open("/", page_of(MENU))
    page.get_by_text("Menu").click()
    page.get_by_role("button", name="Outside").click()
    expect(page.locator("details")).not_to_have_attribute("open", "")


def test_a_toast_says_it_and_undoes_it(house):
    page = house.open("/", page_of(""))
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: {text: '<b>Deleted</b>', undo: '/undo/'}}))"
    )
    expect(page.get_by_text("<b>Deleted</b>")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/undo/")
    assert house.posted[0][0] == "/undo/"


ROWS = "".join(
    f'<article data-key-row><a href="#{row}" data-key-open>{row}</a></article>' for row in ("one", "two")
)


def test_j_and_k_walk_through_the_cards_but_not_while_typing(house):
    page = house.open("/", page_of(ROWS + '<input aria-label="Words">'))
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="two")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="one")).to_be_focused()
    page.get_by_label("Words").press("j")
    expect(page.get_by_label("Words")).to_have_value("j")


def test_keys_can_be_turned_off(house):
    page = house.open("/", page_of(ROWS).replace("<html", '<html data-keys="off"'))
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="one")).not_to_be_focused()


def test_an_hour_ago_is_said_in_words_and_the_exact_time_stays(house):
    stamp = '<time datetime="{}" title="exactly" data-relative>Tue 1 Dec, 18:00</time>'
    page = house.open("/", page_of("<p></p>"))
    then = page.evaluate("new Date(Date.now() - 3700e3).toISOString()")
    house.open("/", page_of(stamp.format(then)))
    expect(page.locator("time")).to_have_text("1 hr. ago")
    expect(page.locator("time")).to_have_attribute("title", "exactly")
