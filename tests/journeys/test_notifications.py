"""What reaches people: quiet hours that are kept, a kind that is turned off where it is read, a push that is opened."""

import json

import pytest
from playwright.sync_api import Error, expect

from tests import browsers
from tests.community.notifications.pushes import Device, push_service
from tests.journeys.people import signed_in, window_of

PAGE = "/settings/notifications/"
IN_LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
TOLD = """
from accounts.models import Member
from community.models import Comment, Group, Post
from django.utils import timezone
ana, bruno = (Member.objects.get(handle=handle) for handle in ("ana", "bruno"))
now = timezone.now()
post = Post.objects.publish(by=ana, group=Group.objects.default(), kind="story", body="{post}", as_of=now)
Comment.objects.say(post=post, by=bruno, body="{comment}", as_of=now)
print(post.pk)
"""
AGAIN = """
from accounts.models import Member
from community.models import Comment, Notification, Post
from django.utils import timezone
post = Post.objects.get(pk={post})
bruno = Member.objects.get(handle="bruno")
Comment.objects.say(post=post, by=bruno, body="{comment}", as_of=timezone.now())
print(Notification.objects.filter(member=post.author, thread="community.Post:{post}").count())
"""
OWED = """
import json
from datetime import datetime, timedelta
from community.models import Delivery
from community.notifications.delivering import deliver_due
from community.notifications.rhythm import zone_of
delivery = Delivery.objects.filter(channel="mail", notification__thread="community.Post:{post}").latest("pk")
member = delivery.notification.member
zone = zone_of(member)
night = (delivery.due_at.astimezone(zone) + timedelta(days=1)).replace(hour=23, minute=40)
deliver_due(night)
delivery.refresh_from_db()
kept = delivery.outcome, delivery.due_at.astimezone(zone).strftime("%H:%M")
deliver_due(delivery.due_at)
delivery.refresh_from_db()
print(json.dumps([*kept, delivery.outcome]))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_LANGUAGE.format(language=request.param))
    return request.param


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_quiet_hours_are_set_and_kept(browser, house, language, theme):
    with signed_in(browser, house, "ana", language, window_of(language), theme=theme) as ana:
        ana.go(PAGE)
        ana.finds_the_page_sound()
        ana.page.fill("input[name=quiet_from]", "23:30")
        ana.page.fill("input[name=quiet_to]", "06:45")
        ana.press("form[action='/settings/notifications/'] .button-primary")
        ana.sees(".success")
        expect(ana.page.locator("input[name=quiet_to]")).to_have_value("06:45")
        ana.finds_the_page_sound()
        post = house.run(TOLD.format(post=f"Quiet {language} {theme}", comment="Hello"))
        assert house.ask(OWED.format(post=post)) == ["", "06:45", "sent"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_kind_is_turned_off_beside_the_notification_and_taken_back(browser, house, language, scripts):
    words = f"Turned off {language} {scripts}"
    post = house.run(TOLD.format(post=words, comment="First"))
    with signed_in(browser, house, "ana", language, window_of(language), scripts=scripts) as ana:
        ana.go("/notifications/")
        if scripts:
            ana.finds_the_page_sound()
        line = ana.page.locator(".notice-line", has_text=words).first
        line.locator("summary").click()
        line.locator("button[formaction$='/kind/remove/']").click()
        ana.sees(".banner.success")
        assert house.run(AGAIN.format(post=post, comment="Second")) == "1"
        if scripts:
            ana.finds_the_page_sound()
        ana.press(".banner.success button")
        ana.sees(".banner")
        assert house.run(AGAIN.format(post=post, comment="Third")) == "2"


def test_without_a_tap_the_browser_is_asked_nothing(browser, house, language):
    with signed_in(browser, house, "ana", language, window_of(language)) as ana:
        ana.page.add_init_script("Notification.requestPermission = () => { window.asked = true; };")
        ana.go(PAGE)
        ana.sees("[data-push-on], [data-push-denied], [data-push-missing]")
        assert not ana.page.evaluate("window.asked === true")


def test_the_pause_is_taken_and_ended(browser, house, language):
    with signed_in(browser, house, "ana", language, window_of(language)) as ana:
        ana.go(PAGE)
        ana.press("button[name=pause][value=hour]")
        ana.sees("button[formaction$='/pause/remove/']")
        ana.press("button[formaction$='/pause/remove/']")
        ana.sees("button[name=pause][value=hour]")


LISTENS = """
from accounts.models import Member
from community.models import PushSubscription
from community.notifications.rhythm import Rhythm
ana = Member.objects.get(handle="ana")
Rhythm.objects.set(by=ana, quiet_from=None, quiet_to=None)
PushSubscription.objects.subscribe(by=ana, session_key="{session}", endpoint="{endpoint}", **{keys})
"""
# In one transaction, so that the house's own worker, which sends to no such address, finds nothing to do.
PUSHED = """
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from accounts.models import Member
from community.models import Comment, Post
from community.notifications.delivering import deliver_due
settings.PUSH_LOOPBACK = True
with transaction.atomic():
    now = timezone.now()
    bruno, post = Member.objects.get(handle="bruno"), Post.objects.get(pk={post})
    Comment.objects.say(post=post, by=bruno, body="{comment}", as_of=now)
    print(deliver_due(now))
"""
SHOWN = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((shown) => shown.map(({ title, body, data }) => [title, body, data.url]))"""
TAP = """async () => {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""
REGISTERED = """navigator.serviceWorker.register("/sw.js", { scope: "/" })
  .then(() => navigator.serviceWorker.ready).then(() => true)"""


@pytest.fixture
def whole_browser(browser):
    with browsers.whole(browser) as one:
        yield one


def test_a_push_is_received_and_opened(whole_browser, house, language):
    """What Bruno writes is encrypted for Ana's device, taken by a push service, decrypted there, shown, and opened by a
    tap. The browser's own line to its maker's service is the one part that is not ours: the test is that line."""
    device, words = Device(), f"It opens at eight ({language})"
    post = house.run(TOLD.format(post=f"The pool {language}", comment="First"))
    with (
        push_service() as service,
        signed_in(whole_browser, house, "ana", language, window_of(language), worker=True) as ana,
    ):
        context = ana.page.context
        context.grant_permissions(["notifications"], origin=house.address)
        (session,) = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "session"]
        house.run(LISTENS.format(session=session, endpoint=service.address(), keys=device.keys))
        assert house.run(PUSHED.format(post=post, comment=words)) == "1"
        said = device.reads(service.bodies()[0])
        assert words in said["body"]

        ana.go(PAGE)
        line, found = context.new_cdp_session(ana.page), []
        line.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
        line.send("ServiceWorker.enable")
        assert ana.page.evaluate(REGISTERED)
        ana.waits_until("navigator.serviceWorker.controller !== null")  # only a page of its own can be led
        waited(ana, lambda: found)
        push = {
            "origin": house.address,
            "registrationId": found[-1]["registrationId"],
            "data": json.dumps(said),
        }
        line.send("ServiceWorker.deliverPushMessage", push)
        shown = waited(ana, lambda: ana.page.evaluate(SHOWN))
        assert shown == [[said["title"], said["body"], said["url"]]]
        context.service_workers[0].evaluate(TAP)
        ana.page.wait_for_url(f"**/posts/{post}/**")
        ana.reads(words, within=".comments")


# The browser exchanged its address: it says from which to which, or not a word of either.
CHANGED = """async ([old, fresh]) => {
  let done;
  const p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  const made = {
    endpoint: fresh, unsubscribe: async () => true,
    toJSON: () => ({ endpoint: fresh, keys: { p256dh, auth: "BTBZMqHH6r4Tts7J_aSIgg" } }),
  };
  self.registration.pushManager.subscribe = async ({ applicationServerKey }) => applicationServerKey && made;
  const said = old ? { oldSubscription: { endpoint: old, options: {} }, newSubscription: made } : {};
  const event = new ExtendableEvent("pushsubscriptionchange");
  self.dispatchEvent(Object.assign(event, said, { waitUntil: (promise) => (done = promise) }));
  await done;
}"""
LISTENING = """
import json
from community.models import PushSubscription
found = PushSubscription.objects.filter(member__handle="ana", endpoint__contains="{language}")
print(json.dumps([row.endpoint for row in found]))
"""
TOLD_THE_WORKER = """([endpoint, key]) => new Promise((then) =>
  document.dispatchEvent(new CustomEvent("pocket-ask", { detail: { verb: "listening", endpoint, key, then } })))"""


def test_a_browser_that_exchanges_its_address_is_still_reached(browser, house, language):
    """The old address is gone and the new one there, once, even from a browser that names neither, or had no line."""
    first, second, third = (f"https://push.example.org/{language}/{number}" for number in (1, 2, 3))
    with signed_in(browser, house, "ana", language, window_of(language), worker=True) as ana:
        context = ana.page.context
        (session,) = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "session"]
        house.run(LISTENS.format(session=session, endpoint=first, keys=Device().keys))
        ana.go(PAGE)
        assert ana.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        (worker,) = context.service_workers
        waited(ana, lambda: worker.evaluate("fact('member')"))
        for _ in range(2):
            worker.evaluate(CHANGED, [first, second])
            assert house.ask(LISTENING.format(language=f"/{language}/")) == [second]

        ana.page.evaluate(TOLD_THE_WORKER, [second, "the house's key"])
        context.set_offline(True)
        with pytest.raises(Error):
            worker.evaluate(CHANGED, ["", third])
        assert house.ask(LISTENING.format(language=f"/{language}/")) == [second]
        context.set_offline(False)
        ana.go(PAGE)
        waited(ana, lambda: house.ask(LISTENING.format(language=f"/{language}/")) == [third])


def waited(ana, look):
    """What it sees, as soon as it sees something."""
    for _ in range(200):
        if seen := look():
            return seen
        ana.page.wait_for_timeout(100)
    raise AssertionError("nothing came")
