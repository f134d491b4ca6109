"""Two people talk at once: what one says is there for the other, once and in order, whatever the line does."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.community.posts.pictures import file
from tests.journeys.people import DESK, signed_in, window_of

SPEAK = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
ROOM = """
import json
from community.models import Room
print(json.dumps(Room.objects.get(group__slug="{slug}").pk))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(SPEAK.format(language=request.param))
    return request.param


class Line:
    """A person's way to the house, which the test may cut and mend: the socket and every request of the page."""

    def __init__(self, person):
        self.page, self.is_cut, self.sockets = person.page, False, []
        self.page.route_web_socket(re.compile("/ws/"), self._open)

    def _open(self, socket) -> None:
        if self.is_cut:
            socket.close(code=1013)
        else:
            socket.connect_to_server()
            self.sockets.append(socket)

    @contextmanager
    def cut(self):
        self.is_cut = True
        self.page.context.set_offline(True)
        for socket in self.sockets:
            socket.close(code=1013)
        self.sockets.clear()
        yield
        self.is_cut = False
        self.page.context.set_offline(False)


def enters(person, room: int) -> None:
    person.go("/chat/")
    person.page.locator(f"#line-{room} a").click()
    person.sees("#say")
    person.page.wait_for_load_state("networkidle")


def says(person, words: str) -> None:
    person.page.fill("#id_body", words)
    person.page.locator(".chat-send").click()


def shown(page) -> list[tuple[str, str]]:
    """(number, words) of all that stands in the room."""
    return page.eval_on_selector_all(
        "#talk .chat-message",
        "all => all.map(one => [one.dataset.number ?? '', (one.querySelector('.chat-text') ?? one).innerText.trim()])",
    )


def test_two_people_talk_and_one_loses_the_line(browser, house, language):
    room = house.ask(ROOM.format(slug="padel-y-pistas"))
    with (
        signed_in(browser, house, "ana", language, window_of(language)) as ana,
        signed_in(browser, house, "bruno", language, DESK) as bruno,
    ):
        line = Line(bruno)
        ana.go("/chat/")
        ana.finds_the_page_sound()
        enters(ana, room)
        enters(bruno, room)
        ana.finds_the_page_sound()

        # A double tap is one message, and it is there at once.
        words = f"Pista 3 a las siete ({language})"
        ana.page.fill("#id_body", words)
        ana.page.locator(".chat-send").dblclick()
        bruno.reads(words, "#talk")
        expect(ana.page.locator(".is-waiting")).to_have_count(0)
        assert [text for _number, text in shown(ana.page)].count(words) == 1
        assert [text for _number, text in shown(bruno.page)].count(words) == 1

        # Bruno reads above: what comes does not move him, and a pill says so.
        log = bruno.page.locator("#log")
        for number in range(12):
            says(ana, f"Relleno {number} ({language})")
        bruno.reads(f"Relleno 11 ({language})", "#talk")
        log.evaluate("log => log.scrollTop = -log.scrollHeight")
        bruno.page.wait_for_timeout(300)
        place = log.evaluate(
            "log => log.getBoundingClientRect().top - log.querySelector('.chat-message').getBoundingClientRect().top"
        )
        says(ana, f"Abajo del todo ({language})")
        expect(bruno.page.locator("#pill")).to_be_visible()
        expect(bruno.page.locator("#talk").get_by_text(f"Abajo del todo ({language})")).to_be_attached()
        now = log.evaluate(
            "log => log.getBoundingClientRect().top - log.querySelector('.chat-message').getBoundingClientRect().top"
        )
        assert abs(now - place) < 3
        bruno.page.locator("#pill").click()
        expect(bruno.page.locator("#pill")).to_be_hidden()

        # The line goes: what Bruno says waits and is marked, what Ana says comes later.
        with line.cut():
            expect(bruno.page.locator("#chat-line")).to_be_visible()
            says(bruno, f"¿Me oís? ({language})")
            expect(bruno.page.locator(".is-waiting [data-retry]")).to_be_visible()
            expect(bruno.page.locator(".is-waiting [data-waits]")).to_be_visible()
            expect(bruno.page.locator(".is-waiting [data-failed]")).to_be_hidden()
            for number in range(3):
                says(ana, f"Mientras tanto {number} ({language})")
            ana.reads(f"Mientras tanto 2 ({language})", "#talk")
            expect(ana.page.locator(".is-waiting")).to_have_count(0)
        bruno.reads(f"Mientras tanto 2 ({language})", "#talk", timeout=30000)
        ana.reads(f"¿Me oís? ({language})", "#talk", timeout=30000)
        expect(bruno.page.locator(".is-waiting")).to_have_count(0, timeout=30000)
        expect(bruno.page.locator("#chat-line")).to_be_hidden()

        # A reaction is seen by the other, and both pages are what a fresh one is.
        mine = ana.page.locator("#talk .chat-message", has_text=f"¿Me oís? ({language})")
        mine.locator(".chat-more").click()
        ana.page.locator('#acts button[value="like"]').click()
        expect(mine.locator('.chat-reaction[aria-pressed="true"]')).to_be_visible()
        theirs = bruno.page.locator("#talk .chat-message", has_text=f"¿Me oís? ({language})")
        expect(theirs.locator('.chat-reaction[aria-pressed="false"]')).to_be_visible()
        before = shown(bruno.page)
        bruno.complaints.clear()  # the browser's own words about the cut line
        bruno.go(f"/chat/{room}/")
        fresh = shown(bruno.page)
        assert before[-len(fresh) :] == fresh
        assert [number for number, _text in fresh] == sorted((n for n, _ in fresh), key=int)
        bruno.finds_the_page_sound()
        ana.finds_the_page_sound()


def test_what_is_said_while_the_list_still_loads_is_in_it(browser, house, language):
    """The socket waits for the modules of the page: an event that nobody hears yet is never missed."""
    room = house.ask(ROOM.format(slug="padel-y-pistas"))
    words, held = f"Mientras cargabas ({language})", []
    with (
        signed_in(browser, house, "ana", language, window_of(language)) as ana,
        signed_in(browser, house, "bruno", language, DESK) as bruno,
    ):
        enters(bruno, room)
        ana.page.route("**/js/chat/page.js", lambda route: held.append(route))
        ana.page.goto(f"{house.address}/chat/", wait_until="commit")
        ana.sees(f"#line-{room}")
        ana.page.wait_for_timeout(1500)  # for a socket that did not wait
        says(bruno, words)
        expect(bruno.page.locator(".is-waiting")).to_have_count(0)
        ana.page.wait_for_timeout(500)
        held[0].continue_()
        ana.reads(words, f"#line-{room}")


def test_a_new_conversation_an_answer_and_taking_back(browser, house, language):
    with (
        signed_in(browser, house, "ana", language, window_of(language)) as ana,
        signed_in(browser, house, "carmen", "es", DESK) as carmen,
    ):
        ana.go("/chat/new/")
        ana.finds_the_page_sound()
        ana.page.locator(".chat-picker label", has_text="Carmen").click()
        ana.press("form button.button-primary")
        ana.page.wait_for_url(re.compile(r"/chat/\d+/"))
        words = f"Hola, Carmen ({language})"
        says(ana, words)
        ana.reads(words, "#talk")
        carmen.go("/chat/")
        carmen.page.locator(".chat-line", has_text=words).locator("a").click()
        carmen.reads(words, "#talk")
        expect(ana.page.locator("#seen")).to_be_visible()
        carmen.page.locator("#talk .chat-message", has_text=words).hover()
        carmen.page.locator("#talk .chat-message", has_text=words).locator(".chat-more").click()
        carmen.page.locator("#acts [data-answer]").click()
        says(carmen, f"Hola, Ana ({language})")
        ana.reads(f"Hola, Ana ({language})", "#talk")
        expect(ana.page.locator("#talk .chat-message .chat-quote").last).to_contain_text(words)
        own = ana.page.locator("#talk .chat-message.is-own", has_text=words).last
        own.locator(".chat-more").click()
        ana.page.locator('#acts a[href$="/removal/"]').click()
        ana.press("main form button.button-danger")
        ana.sees("#say")
        expect(carmen.page.locator("#talk .is-gone").last).to_be_visible()
        assert words not in carmen.page.locator("#talk").inner_text()


def test_the_chat_works_without_a_script(browser, house, language):
    room = house.ask(ROOM.format(slug="padel-y-pistas"))
    with signed_in(browser, house, "bruno", language, window_of(language), scripts=False) as bruno:
        bruno.go("/chat/")
        bruno.page.locator(f"#line-{room} a").click()
        words = f"Sin guion ({language})"
        says(bruno, words)
        bruno.reads(words, "#talk")
        bruno.page.locator("#talk .chat-message", has_text=words).locator(".chat-more").click()
        bruno.press('main button[value="thanks"]')
        expect(
            bruno.page.locator("#talk .chat-message", has_text=words).locator(".chat-reaction")
        ).to_be_visible()
        bruno.page.locator("#talk .chat-message", has_text=words).locator(".chat-more").click()
        bruno.page.locator('main a[href$="/edit/"]').click()
        bruno.page.fill("textarea", f"{words}, y cambiado")
        bruno.press("main form button.button-primary")
        bruno.reads(f"{words}, y cambiado", "#talk")


def test_a_picture_reaches_the_room_though_the_line_was_gone_when_it_was_chosen(browser, house, language):
    room = house.ask(ROOM.format(slug="padel-y-pistas"))
    made = file("net.png", "green", (400, 300))
    chosen = {"name": made.name, "mimeType": "image/png", "buffer": made.read()}
    with (
        signed_in(browser, house, "ana", language, window_of(language)) as ana,
        signed_in(browser, house, "bruno", language, DESK) as bruno,
    ):
        enters(ana, room)
        enters(bruno, room)
        ana.page.route("**/media/", lambda route: route.abort())
        with ana.page.expect_file_chooser() as files:
            ana.press(".chat-attach summary")
        files.value.set_files([chosen])
        ana.sees(".upload.is-wrong [role=alert]")
        ana.complaints.clear()  # the browser's own words about the cut line
        words = f"La red, como está ({language})"
        says(ana, words)
        bruno.reads(words, "#talk")
        # It did not go with the words, and says so where it waits.
        ana.sees(".upload.is-wrong .button")
        ana.finds_the_page_sound()
        ana.page.unroute("**/media/")
        ana.press(".upload.is-wrong .button")
        expect(ana.page.locator(".upload [name=upload]")).to_have_count(1)
        ana.page.locator(".upload-alt").fill(f"La red ({language})")
        ana.page.locator(".chat-send").click()
        bruno.sees(f"#talk img[alt='La red ({language})']", timeout=15000)
        expect(ana.page.locator(".upload")).to_have_count(0)
        bruno.finds_the_page_sound()
