"""The app in the pocket: reading and writing without a line, sent once when it is back, gone with signing out."""

from datetime import datetime
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PHONE, signed_in, window_of

IN_LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
READY = "navigator.serviceWorker.ready.then(() => true)"
# Tells the worker, and waits for its answer.
TELL = """([verb, wish]) => new Promise(async (done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  (await navigator.serviceWorker.ready).active.postMessage({ verb, ...wish }, [port2]);
})"""
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("own-")) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}"""
ROWS = """(hours) => new Promise((done) => {
  const wish = indexedDB.open("pocket", 1);
  wish.onsuccess = () => {
    const rows = wish.result.transaction("waiting", "readwrite").objectStore("waiting");
    rows.getAll().onsuccess = ({ target: { result } }) => {
      for (const row of hours ? result : []) {
        row.noted = new Date(new Date(row.noted) - hours * 3600e3).toISOString();
        rows.put(row);
      }
      wish.result.close();
      done(result.map(({ submission, state, why, noted }) => ({ submission, state, why, noted })));
    };
  };
})"""
# A file of an old version, which the house does not have any more.
OLD_FILE = """async () => {
  const [shell] = (await caches.keys()).filter((name) => name.startsWith("shell-"));
  await (await caches.open(shell)).put("/static/js/old.0123456789ab.js", new Response("Kept pages name it"));
}"""
ASKED_FOR = """async (words) => (await (await fetch("/static/js/old.0123456789ab.js")).text()) === words"""
SHELLS = "caches.keys().then((names) => names.filter((name) => name.startsWith('shell-')))"
POSTED = """
from accounts.models import Member
from community.models import Group, Post
from django.utils import timezone
ana = Member.objects.get(handle="ana")
hall, now = Group.objects.default(), timezone.now()
print(Post.objects.publish(by=ana, group=hall, kind="story", body="{words}", as_of=now).pk)
"""
TICKETS = """
import json
from tickets.models import Ticket
found = Ticket.objects.filter(text="{words}")
print(json.dumps([[t.key, t.original_at.isoformat(), t.clocks.get(kind="first_answer").started_at.isoformat(),
    t.opened_at.isoformat()] for t in found]))
"""
COMMENTS = """
import json
from community.models import Comment
print(json.dumps([[c.body, c.author.handle] for c in Comment.objects.filter(post={post}).order_by("pk")]))
"""
# It came in, and the answer got lost.
UNHEARD = """
from django.test import Client
from accounts.models import Member
client = Client(headers={{"host": "127.0.0.1"}})
client.force_login(Member.objects.get(handle="ana"))
client.post("/posts/{post}/comments/", {{"submission": "{key}", "body": "{words}"}})
"""
CLOSED = """
from django.utils import timezone
from community.models import Post
Post.objects.filter(pk={post}).update(closed_to_comments_at={when})
"""
SIGNED_OUT = """
from accounts.models import Member
from accounts.members import sessions
sessions.forget(Member.objects.get(handle="{handle}"))
"""
BRAND = """
from accounts.models import Brand
brand = Brand.objects.get(pk=1)
brand.short_name = "{name}"
brand.save()
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_LANGUAGE.format(language=request.param))
    return request.param


def settle(ana) -> None:
    """The worker is there and has what one will want."""
    assert ana.page.evaluate(READY)
    for _ in range(150):
        if {"/", "/device/", "/posts/new/", "/requests/"} <= set(ana.page.evaluate(KEPT)):
            return
        ana.page.wait_for_timeout(200)
    raise AssertionError(ana.page.evaluate(KEPT))


def rows(ana, hours: int = 0) -> list[dict]:
    """What waits; with hours, moved that far back in time as if it had been written then."""
    return ana.page.evaluate(ROWS, hours)


def tell(ana, verb: str, **wish):
    return ana.page.evaluate(TELL, [verb, wish])


def cut(ana, is_cut: bool = True) -> None:
    ana.page.context.set_offline(is_cut)


def comments(house, post) -> list:
    return house.ask(COMMENTS.format(post=post))


def comments_offline(ana, post: str, words: str) -> None:
    ana.go(f"/posts/{post}/")
    cut(ana)
    ana.page.fill("#say textarea", words)
    ana.press("#say .button-primary")
    ana.sees("[data-when=kept]")


def signs_in(ana, handle: str) -> None:
    ana.page.fill("input[name=login]", f"{handle}@example.com")
    ana.page.fill("input[name=password]", "tertulia")
    ana.page.press("input[name=password]", "Enter")
    ana.page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_a_complaint_written_without_a_line_is_sent_once_and_counts_from_then(browser, house, language):
    words = f"The lift stands still ({language}, {uuid4().hex[:6]})"
    with signed_in(browser, house, "ana", language, PHONE, worker=True) as ana:
        settle(ana)
        ana.go("/requests/")
        request = ana.page.locator("#requests a[href^='/requests/RIB']").first.get_attribute("href")
        ana.go(request)
        ana.waits_until("(path) => caches.match(path).then(Boolean)", f"{request}receipt.pdf")

        cut(ana)
        ana.go("/")
        ana.sees("#offline [data-say=saved] time")
        ana.sees("#feed article")
        ana.go(request)
        ana.sees(".handling")
        ana.sees("#offline [data-say=saved] time")
        ana.go("/groups/")
        ana.sees("[data-when=missing] a")
        ana.go("/posts/new/?kind=complaint")
        ana.page.fill("#id_body", words)
        ana.press("main form .send-bar button")
        ana.sees("[data-when=kept]")
        ana.reads(words, within="#waiting")
        ana.complaints.clear()  # that there was no line
        ana.finds_the_page_sound()
        [waiting] = rows(ana, hours=3)

        cut(ana, False)
        ana.sees("#sent a", timeout=30000)
        assert rows(ana) == []
        tell(ana, "send")
        [[key, original, started, opened]] = house.ask(TICKETS.format(words=words))
        assert datetime.fromisoformat(original) == datetime.fromisoformat(waiting["noted"])
        assert started == original < opened
        ana.press("#sent a")
        ana.reads(key)

        ana.go("/posts/new/?kind=story")
        ana.page.fill("#id_body", "Begun, and never sent")
        ana.waits_until("() => Object.values(localStorage).some((kept) => kept.includes('never sent'))")
        ana.go("/accounts/logout/")
        ana.press("main form button[type=submit], main form .button-primary")
        ana.page.wait_for_url(lambda url: "/logout/" not in url)
        cut(ana)
        ana.go("/")
        ana.sees("[data-when=missing]")
        ana.does_not_read(words)
        assert ana.page.evaluate(KEPT) == [] and rows(ana) == []
        assert not [name for name in ana.page.evaluate("Object.keys(localStorage)") if ":" in name]
        assert "never sent" not in ana.page.evaluate(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
        )


def test_what_waits_outlives_the_session_and_never_goes_out_as_another(browser, house, language):
    post = house.run(POSTED.format(words=f"A thread ({language})"))
    with signed_in(browser, house, "ana", language, window_of(language), worker=True, form=True) as ana:
        settle(ana)
        comments_offline(ana, post, "First, by Ana")
        house.run(SIGNED_OUT.format(handle="ana"))
        cut(ana, False)
        ana.go("/")
        ana.sees("#offline [data-say=door]", timeout=20000)
        ana.does_not_read("First, by Ana")
        assert ana.page.evaluate(KEPT) == [] and len(rows(ana)) == 1 and comments(house, post) == []
        signs_in(ana, "ana")
        ana.sees("#offline [data-say=sent]", timeout=20000)
        assert comments(house, post) == [["First, by Ana", "ana"]]

        comments_offline(ana, post, "Second, by Ana")
        house.run(SIGNED_OUT.format(handle="ana"))
        cut(ana, False)
        ana.go("/")
        ana.sees("#offline [data-say=door]", timeout=20000)
        signs_in(ana, "bruno")
        ana.waits_until("caches.keys().then((names) => names.some((name) => name.startsWith('own-')))")
        tell(ana, "send")
        assert rows(ana) == []
        assert comments(house, post) == [["First, by Ana", "ana"]], "nothing of hers goes out as his"


def test_what_the_house_does_not_take_waits_for_a_change(browser, house, language):
    post = house.run(POSTED.format(words=f"Another thread ({language})"))
    with signed_in(browser, house, "ana", language, window_of(language), worker=True) as ana:
        settle(ana)
        comments_offline(ana, post, "Twice at once")
        context = ana.page.context
        failed = []

        def fail_once(route):
            if route.request.method != "POST" or failed:
                return route.continue_()
            failed.append(route.request.url)
            return route.fulfill(status=500, body="")

        context.route("**/comments/", fail_once)
        cut(ana, False)
        other = context.new_page()
        other.goto(house.address + "/device/")
        for page in (ana.page, other, ana.page):
            page.evaluate(TELL, ["send", {}])
        assert len(failed) == 1 and rows(ana) == []
        assert comments(house, post) == [["Twice at once", "ana"]]
        other.close()

        comments_offline(ana, post, "Too late")
        house.run(CLOSED.format(post=post, when="timezone.now()"))
        cut(ana, False)
        ana.sees("#waiting .banner.error [data-why]")
        [refused] = rows(ana)
        assert refused["state"] == "refused" and refused["why"]
        ana.sees("[data-if=stuck]")  # nothing there waits for a line, and nothing says so
        for promise in ("[data-when=kept]", "[data-if=due]", "#waiting [data-if=waiting]"):
            expect(ana.page.locator(promise)).to_be_hidden()
        house.run(CLOSED.format(post=post, when="None"))
        ana.press("[data-edit]")
        ana.page.fill("#waiting textarea", "In time after all")
        ana.press("#waiting form .button-primary")
        expect(ana.page.locator("#sent li")).to_have_count(2)
        assert [body for body, _by in comments(house, post)] == ["Twice at once", "In time after all"]

        comments_offline(ana, post, "Ring me on 612 345 678")
        cut(ana, False)
        ana.press("[data-agree]")  # the guard has asked, and she means it
        expect(ana.page.locator("#sent li")).to_have_count(3)
        assert comments(house, post)[-1] == ["Ring me on 612 345 678", "ana"]

        # What had arrived unheard and was changed meanwhile goes out by itself, when she says so.
        comments_offline(ana, post, "At seven")
        [waiting] = rows(ana)
        house.run(UNHEARD.format(post=post, key=waiting["submission"], words="At seven"))
        ana.press("[data-edit]")
        ana.page.fill("#waiting textarea", "At eight")
        ana.press("#waiting form .button-primary")
        cut(ana, False)
        ana.sees("#waiting .banner.error [data-why]")
        assert comments(house, post)[-1] == ["At seven", "ana"]
        ana.press("[data-free]")
        expect(ana.page.locator("#sent li")).to_have_count(4)
        assert comments(house, post)[-1] == ["At eight", "ana"]

        cut(ana)
        ana.go("/posts/new/?kind=story")
        ana.page.fill("#id_body", "Not so")
        ana.press("main form .send-bar button")
        ana.sees("#waiting [data-edit]")
        ana.press("[data-edit]")  # back into its composer, and it does not go out meanwhile
        expect(ana.page.locator("#id_body")).to_have_value("Not so")
        cut(ana, False)
        tell(ana, "send")
        assert [row["state"] for row in rows(ana)] == ["held"]
        ana.go("/device/")
        ana.press("[data-discard]")
        expect(ana.page.locator("#waiting li")).to_have_count(0)
        assert rows(ana) == []


def test_a_new_version_takes_over_and_traps_nobody(browser, house, language):
    with signed_in(browser, house, "ana", language, window_of(language), worker=True) as ana:
        settle(ana)
        [before] = ana.page.evaluate(SHELLS)
        ana.page.evaluate(OLD_FILE)
        house.run(BRAND.format(name=f"Club {language}"))
        for _ in range(40):
            ana.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
            ana.page.wait_for_timeout(500)
            if (now := ana.page.evaluate(SHELLS)) != [before] and len(now) == 1:
                break
        assert len(now) == 1 and now != [before], "the old shell is gone, the page was not touched"
        ana.waits_until(ASKED_FOR, "Kept pages name it")
        ana.go("/")
        ana.reads(f"Club {language}", within=".topbar")
        cut(ana)
        ana.go("/")
        ana.sees("#offline [data-say=saved] time")
        assert ana.page.evaluate("getComputedStyle(document.querySelector('.topbar')).position") == "sticky"
        house.run(BRAND.format(name="La Ribera"))
