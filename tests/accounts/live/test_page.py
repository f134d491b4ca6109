"""The page's side of the socket (static/js/live.js) in a real browser, against a server that the test plays."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsers import chromium

SCRIPTS = Path(__file__).parents[3] / "static/js"
HOUSE = "http://house.test"
SHELL = """<!doctype html><html lang="en" data-member="7"{kept}><title>Page</title><body>
<a id="bell" data-live-bell="/notifications/bell/" data-live-serial="4">0</a>
<section id="thread" data-live="post:7" data-live-src="/posts/7/thread/" {attributes}>{thread}</section>
<div id="live-status" role="status" data-off="Live updates off" data-out="Signed out" data-gone="Changed" hidden>
<span></span><a href="/accounts/login/" data-for="out" hidden>Sign in</a>
<a href="" data-for="gone" hidden>Again</a></div>
<div id="live-news" role="status" data-news="Something new" data-bell="New notification"></div>
<script type="module" src="/static/js/live.js"></script></body></html>"""
COMMENT = '<article id="c{0}"><p>Comment {0}</p></article>'
FORM = """<form action="/posts/7/comments/">
<input type="hidden" name="submission" value="{0}"><textarea></textarea></form>"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


class House:
    """What the page's server would answer, and what the page asked of it."""

    def __init__(self, page):
        self.page, self.asked, self.said, self.sockets = page, [], [], []
        self.answers = {"/posts/7/thread/": self.thread(1), "/notifications/bell/": self.bell(0)}
        self.closes_with, self.member = None, "7"
        page.clock.install()
        page.route("**/*", self.answer)
        page.route_web_socket(re.compile("/ws/$"), self.connect)

    @staticmethod
    def thread(*comments, submission="a"):
        return "".join(COMMENT.format(number) for number in comments) + FORM.format(submission)

    @staticmethod
    def bell(count, serial=4):
        return f'<a id="bell" data-live-bell="/notifications/bell/" data-live-serial="{serial}">{count}</a>'

    def shows(self, thread="", attributes="", kept=""):
        self.answers["/"] = SHELL.format(thread=thread or self.thread(1), attributes=attributes, kept=kept)
        self.page.goto(HOUSE)
        return self

    def answer(self, route):
        path = route.request.url.removeprefix(HOUSE)
        if path.startswith("/static/js/"):
            script = (SCRIPTS / path.rsplit("/", 1)[1]).read_text()
            route.fulfill(body=script, content_type="text/javascript")
            return
        self.asked.append(path)
        answer = self.answers.get(path, 404)
        if isinstance(answer, int):
            route.fulfill(status=answer)
        else:
            route.fulfill(body=answer, content_type="text/html", headers={"X-Member": self.member})

    def connect(self, socket):
        self.sockets.append(socket)
        if self.closes_with:
            socket.close(code=self.closes_with)
            return
        socket.on_message(lambda text: self.heard(socket, json.loads(text)))

    def heard(self, socket, frame):
        self.said.append(frame)
        if "watch" in frame:
            socket.send(json.dumps({"watching": frame["watch"]}))

    def tells(self, **frame):
        self.sockets[-1].send(json.dumps(frame))

    def hangs_up(self, code=1011):
        self.sockets[-1].close(code=code)

    def fetched(self, path):
        return self.asked.count(path)


@pytest.fixture
def house(browser):
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    yield House(page)
    page.close()
    assert errors == []


def until(house, true):
    """Lets the page live on until it is true; a minute of its time at most."""
    for _ in range(600):
        if true():
            return
        house.page.clock.run_for(100)
    raise AssertionError("it never came to that")


def test_an_answer_arrives_without_reload_and_what_is_being_typed_stays(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: {"watch": "post:7", "serial": 1} in house.said)
    house.page.locator("textarea").fill("I was writ")
    house.answers["/posts/7/thread/"] = house.thread(1, 2, submission="b")
    house.tells(event="message", post=7, serial=2)
    until(house, lambda: house.page.locator("#c2").count())
    assert house.page.locator("textarea").input_value() == "I was writ"
    assert house.page.evaluate("document.activeElement.nodeName") == "TEXTAREA"
    assert house.page.locator("[name=submission]").input_value() == "a"  # the form is the very same
    until(house, lambda: house.page.locator("#live-news").inner_text() == "Something new")


def test_a_form_that_nobody_uses_is_fresh(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.answers["/posts/7/thread/"] = house.thread(1, submission="b")
    house.tells(event="changed", post=7)
    until(house, lambda: house.page.locator("[name=submission]").input_value() == "b")
    assert house.page.locator("textarea").count() == 1


def test_a_page_that_says_what_it_shows_costs_no_fetch_and_another_one(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: len(house.said) == 2)
    assert house.said == [{"watch": "post:7", "serial": 1}, {"since": 4}]
    house.page.clock.run_for(2000)
    assert house.asked == ["/"]
    house.shows()
    until(house, lambda: house.fetched("/posts/7/thread/") == 1)


def test_a_hint_of_what_is_shown_already_costs_no_fetch(house):
    house.shows(attributes='data-live-serial="12"')
    until(house, lambda: house.said)
    house.tells(event="resync", post=7, serial=12)
    house.tells(event="notification", serial=4)
    house.page.clock.run_for(2000)
    assert house.asked == ["/"]
    house.tells(event="resync", post=7, serial=13)
    until(house, lambda: house.fetched("/posts/7/thread/") == 1)


def test_events_of_other_things_are_left_alone(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    for frame in ({"post": 8}, {"ticket": 7}, {"post": "7x"}):
        house.tells(event="changed", **frame)
    house.tells(event="typing", post=7, member=3)
    house.page.clock.run_for(2000)
    assert house.asked == ["/"]


def test_a_burst_of_events_is_two_fetches(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    for serial in range(30):
        house.tells(event="message", post=7, serial=serial)
    house.page.clock.run_for(3000)
    assert 1 <= house.fetched("/posts/7/thread/") <= 2


def test_the_bell_rings(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.answers["/notifications/bell/"] = house.bell(1, serial=5)
    house.tells(event="notification", serial=5)
    until(house, lambda: house.page.locator("#bell").inner_text() == "1")
    assert house.page.locator("#bell").get_attribute("data-live-serial") == "5"
    until(house, lambda: house.page.locator("#live-news").inner_text() == "New notification")


def test_after_a_gap_the_page_is_what_a_fresh_one_would_be(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: len(house.said) == 2)
    house.answers["/posts/7/thread/"] = house.thread(1, 2, 3)
    house.hangs_up()
    until(house, lambda: len(house.sockets) == 2)
    house.tells(event="resync", post=7)  # the server knows what the page shows
    until(house, lambda: house.page.locator("#c3").count())
    house.answers["/posts/7/thread/"] = house.thread(4)
    house.tells(event="resync")
    until(house, lambda: house.page.locator("#c4").count() and not house.page.locator("#c1").count())


def test_without_a_socket_the_page_says_so_and_asks_by_itself(house):
    house.closes_with = 1011
    house.shows()
    until(house, lambda: house.page.locator("#live-status").is_visible())
    expect(house.page.locator("#live-status")).to_contain_text("Live updates off")
    house.answers["/posts/7/thread/"] = house.thread(1, 2)
    until(house, lambda: house.page.locator("#c2").count())
    house.closes_with = None
    until(house, lambda: house.page.locator("#live-status").is_hidden())
    assert len(house.sockets) < 12  # it asks ever more seldom


def test_row_38_who_is_signed_out_is_told_and_left_alone(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.closes_with = 4403
    house.hangs_up(4403)
    until(house, lambda: house.page.locator("#live-status").is_visible())
    expect(house.page.locator("#live-status")).to_contain_text("Signed out")
    expect(house.page.get_by_role("link", name="Sign in")).to_be_visible()
    house.page.clock.run_for(120_000)
    assert len(house.sockets) == 2
    assert house.asked == ["/"]


def is_cleared(house):
    """Nothing stands there but where to sign in, and come back from."""
    way = house.page.get_by_role("link", name="Sign in")
    expect(house.page.get_by_role("heading", name="Signed out")).to_be_visible()
    expect(way).to_have_attribute("href", f"{HOUSE}/accounts/login/?next=%2F")
    return house.page.locator("#thread, #bell").count() == 0


def test_row_14_a_saved_page_whose_session_is_over_shows_nothing_of_it_any_more(house):
    house.closes_with = 4403
    house.shows(kept=' data-saved="2026-11-22T10:00:00Z"')
    until(house, lambda: len(house.sockets) == 2)
    assert is_cleared(house)


@pytest.mark.parametrize("member", ["0", "8"], ids=["nobody", "somebody else"])
def test_row_14_a_page_that_comes_back_by_the_back_button_asks_whose_it_is(house, member):
    house.shows()
    until(house, lambda: house.sockets)
    house.member = member
    if member == "0":
        house.answers["/notifications/bell/"] = 401
    house.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert is_cleared(house)


def test_a_session_that_was_renewed_on_another_page_goes_on(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: len(house.said) >= 2)
    house.hangs_up(4403)
    until(house, lambda: len(house.said) >= 4)
    assert house.page.locator("#live-status").is_hidden()


def test_what_one_may_no_longer_see_leaves_the_page(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.answers["/posts/7/thread/"] = 404
    house.tells(refused="post:7")
    house.page.clock.run_for(1000)
    house.tells(event="gone", post=7)
    until(house, lambda: not house.page.locator("#c1").count())
    expect(house.page.get_by_role("link", name="Again")).to_be_visible()


def test_a_server_in_trouble_is_asked_again_later(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.answers["/posts/7/thread/"] = 503
    house.tells(event="changed", post=7)
    until(house, lambda: house.fetched("/posts/7/thread/") == 1)
    assert house.page.locator("#c1").count() == 1
    house.answers["/posts/7/thread/"] = house.thread(1, 2)
    until(house, lambda: house.page.locator("#c2").count())


def test_a_section_that_comes_later_is_watched_and_one_that_goes_is_not(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.page.evaluate(
        """() => {
            document.getElementById("thread").outerHTML = '<p data-live="ticket:3" data-live-serial="1"></p>';
            document.dispatchEvent(new CustomEvent("htmx:load"));
        }"""
    )
    until(house, lambda: {"watch": "ticket:3", "serial": 1} in house.said)
    assert {"unwatch": "post:7"} in house.said


def test_a_line_that_fell_silent_is_noticed(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: len(house.said) == 2)
    house.page.clock.run_for(45_000)
    assert {"since": 4} in house.said[2:]  # is anybody there?
    until(house, lambda: len(house.sockets) == 2)


def test_each_event_is_an_event_of_the_page(house):
    house.shows(attributes='data-live-serial="1"')
    until(house, lambda: house.said)
    house.page.evaluate("document.addEventListener('live', ({detail}) => (window.heard = detail))")
    house.tells(event="typing", post=7, member=3)
    until(house, lambda: house.page.evaluate("window.heard"))
    assert house.page.evaluate("window.heard") == {"event": "typing", "post": 7, "member": 3}
