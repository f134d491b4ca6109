"""A member takes their data along and leaves; the thread stays whole, and nobody stands in it."""

import io
import time
import zipfile

import pytest

from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
ABOUT = {"es": "Antiguo miembro", "en": "Former member"}
# Somebody who has said one thing; prints where.
COMES = """
import json
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from accounts.members import sessions
from accounts.models import Member
from community.models import Group, Post
now = timezone.now()
who = Member.objects.create(name="Remedios Saliente", handle="remedios", email="remedios@example.com",
    language="{language}", password=make_password("tertulia"), joined_at=now, approved_at=now)
sessions.keep_address(who)
Group.objects.default().admit(who)
Member.objects.filter(handle="bruno").update(language="{language}")
post = Post.objects.publish(by=who, kind="story", body="Adios a la pista dos, {language}.", as_of=now)
print(json.dumps(post.get_absolute_url()))
"""
GONE = """
import json
from accounts.models import Departure, Member
print(json.dumps(Departure.objects.due().count() == 0 and not Member.objects.filter(handle="remedios").exists()))
"""


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


def until(holds, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.3)


def test_a_member_takes_their_data_and_leaves(browser, house, language):
    address = house.ask(COMES.format(language=language))
    window = WINDOWS[language]
    with signed_in(browser, house, "remedios", language, window, form=True) as remedios:
        remedios.go("/settings/my-data/")
        remedios.finds_the_page_sound()
        remedios.press("form[action$='/export/'] button")
        remedios.sees(".banner")
        packed = remedios.page.locator("a[href*='/my-data/exports/']")
        until(lambda: remedios.page.reload() and packed.count())
        with remedios.page.expect_download() as download:
            packed.click()
        mine = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
        assert "Adios a la pista dos" in mine.read("pages/posts.html").decode()
        remedios.finds_the_page_sound()

        remedios.press("a[href$='/departure/']")
        remedios.sees("#id_sure")
        remedios.finds_the_page_sound()
        remedios.page.locator("#id_sure").check()
        remedios.press("main form button.button-danger")
        remedios.page.wait_for_url("**/farewell/")
        remedios.finds_the_page_sound()
        remedios.go("/settings/my-data/")
        remedios.page.wait_for_url("**/accounts/login/**")
    until(lambda: house.ask(GONE))
    with signed_in(browser, house, "bruno", language, window) as bruno:
        bruno.go(address)
        bruno.reads("Adios a la pista dos")
        bruno.reads(ABOUT[language])
        bruno.does_not_read("Remedios")
        bruno.finds_the_page_sound()
