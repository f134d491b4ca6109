"""What reaches people: quiet hours that are kept, a kind that is turned off where it is read, a push that is opened."""

import json

import pytest
from playwright.sync_api import expect

from tests import browsers
from tests.journeys.people import DESK, PHONE, signed_in

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


def window_of(language: str) -> dict:
    return {"es": PHONE, "en": DESK}[language]


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


def test_a_push_is_shown_and_opened(whole_browser, house, language):
    """As the push service would hand it to the browser, already decrypted."""
    said = {"title": "La piscina", "body": "Bruno: ya abre", "url": "/groups/", "tag": "one"}
    with signed_in(whole_browser, house, "ana", language, window_of(language), worker=True) as ana:
        context = ana.page.context
        context.grant_permissions(["notifications"], origin=house.address)
        ana.go(PAGE)
        line, found = context.new_cdp_session(ana.page), []
        line.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
        line.send("ServiceWorker.enable")
        assert ana.page.evaluate(REGISTERED)
        ana.page.wait_for_function("navigator.serviceWorker.controller")  # only a page of its own can be led
        for _ in range(200):
            if found:
                break
            ana.page.wait_for_timeout(100)
        push = {
            "origin": house.address,
            "registrationId": found[-1]["registrationId"],
            "data": json.dumps(said),
        }
        line.send("ServiceWorker.deliverPushMessage", push)
        for _ in range(200):
            if shown := ana.page.evaluate(SHOWN):
                break
            ana.page.wait_for_timeout(100)
        assert shown == [[said["title"], said["body"], said["url"]]]
        context.service_workers[0].evaluate(TAP)
        ana.page.wait_for_url("**/groups/")
