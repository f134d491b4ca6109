"""People before a screen: their window, their language, and what they do with it."""

import re
from collections import deque
from contextlib import contextmanager
from time import monotonic

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, expect

PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
# Only what is wrong is written down: the list of what is right takes longer than the looking.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
AT_REST = """Promise.allSettled(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime < 5000)
  .map((animation) => animation.finished)).then(() => true)"""
SESSION = """
import json
from django.test import Client
from accounts.models import Member
client = Client()
client.force_login(Member.objects.get(handle="{handle}"))
print(json.dumps([[cookie.key, cookie.value] for cookie in client.cookies.values()]))
"""


def window_of(language: str) -> dict:
    """Half of the stories are walked on a phone, half at a desk."""
    return {"es": PHONE, "en": DESK}[language]


class Person:
    """Somebody signed in, with a page of their own."""

    def __init__(self, page: Page, house, language: str):
        self.page, self.house, self.language = page, house, language
        self.complaints: list[str] = []
        self.begun = monotonic()
        self.diary: deque[str] = deque(
            maxlen=60
        )  # what went to and fro, for who reads why a story ended badly
        self._keep_a_diary(page)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _hear(self, message) -> None:
        # A page that is shown again with what was wrong in it is an answer, not a fault; so is a line that was cut.
        if message.type == "error" and not re.search(r"status of 4(09|22)|_DISCONNECTED", message.text):
            self.complaints.append(message.text)

    def _keep_a_diary(self, page: Page) -> None:
        def note(*words) -> None:
            line = " ".join(str(word) for word in words)
            if "/static/" not in line:
                self.diary.append(f"{monotonic() - self.begun:7.2f} {line}")

        def note_frames(socket) -> None:
            socket.on("framesent", lambda frame: note("socket >", frame[:200]))
            socket.on("framereceived", lambda frame: note("socket <", frame[:200]))
            socket.on("close", lambda _socket: note("socket closed"))

        page.on("framenavigated", lambda frame: note("page", frame.url))
        page.on("request", lambda request: note(request.method, request.url))
        page.on("response", lambda answer: note(answer.status, answer.url))
        page.on("requestfailed", lambda request: note("failed", request.failure, request.url))
        page.on("websocket", note_frames)

    def go(self, path: str) -> None:
        self.page.goto(self.house.address + path)

    def press(self, button: str) -> None:
        """Taps the first button that is seen there; the words on it are another test's business."""
        with self._told():
            self.page.locator(button).locator("visible=true").first.click()

    def sees(self, place: str, timeout: int = 10000) -> None:
        with self._told():
            expect(self.page.locator(place).locator("visible=true").first).to_be_visible(timeout=timeout)

    def reads(self, text: str, within: str = "body", timeout: int = 10000) -> None:
        with self._told():
            expect(self.page.locator(within).get_by_text(text).first).to_be_visible(timeout=timeout)

    @contextmanager
    def _told(self):
        """What does not come is reported with where this person stands, and with what went to and fro before."""
        try:
            yield
        except (Error, AssertionError) as late:
            late.add_note(f"{self.page.url} says: {self.page.inner_text('body')[:600]}")
            late.add_note("\n".join(self.diary))
            raise

    def waits_until(self, holds: str, argument=None) -> None:
        """Asks the page again and again. (The browser library's own waiting evaluates text within the page, which the
        house's content policy refuses from the second look on.)"""
        late = monotonic() + 30
        with self._told():
            while not self.page.evaluate(holds, argument):
                assert monotonic() < late, f"never became true: {holds}"
                self.page.wait_for_timeout(50)

    def does_not_read(self, text: str) -> None:
        assert text not in self.page.content()

    def finds_the_page_sound(self) -> None:
        """No accessibility violation (WCAG 2.2 AA), no script error, nothing wider than the window."""
        self.page.evaluate("window.scrollTo(0, 0)")  # what slid under the bar above is not too small
        self.page.evaluate(AT_REST)  # what is still fading in is pale for a moment
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert not self.complaints, self.complaints
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 1, self.page.url
        assert self.page.locator("html").get_attribute("lang") == self.language


@contextmanager
def signed_in(
    browser,
    house,
    handle: str,
    language: str,
    window: dict,
    scripts: bool = True,
    theme: str = "light",
    *,
    form: bool = False,
    worker: bool = False,
):
    """A person at home before their screen, with a session of their own; `form` lets them type the demo's password.
    Without `worker` the browser keeps nothing for when the line is cut: to fill its store takes a second a window."""
    context = browser.new_context(
        locale={"es": "es-ES", "en": "en-GB"}[language],
        java_script_enabled=scripts,
        color_scheme=theme,
        service_workers="allow" if worker else "block",
        **window,
    )
    context.set_default_timeout(60000)
    try:
        person = Person(context.new_page(), house, language)
        enters_the_password(person, handle) if form else begins_a_session(person, handle)
        yield person
    finally:
        context.close()


def enters_the_password(person: Person, handle: str) -> None:
    person.go("/accounts/login/")
    person.page.fill("input[name=login]", f"{handle}@example.com")
    person.page.fill("input[name=password]", "tertulia")
    person.page.press("input[name=password]", "Enter")
    person.page.wait_for_url(lambda url: "/accounts/login/" not in url)


def begins_a_session(person: Person, handle: str) -> None:
    cookies = person.house.ask(SESSION.format(handle=handle))
    person.page.context.add_cookies(
        [{"name": name, "value": value, "url": person.house.address} for name, value in cookies]
    )
    person.go("/")
