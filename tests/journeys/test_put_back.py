"""The house is wiped and put back from its backup: Ana signs in anew and finds what was hers, no mail goes twice, and
who was erased since stays gone (L-23)."""

from email import message_from_bytes

import pytest

from tests.journeys.people import DESK, PHONE, enters_the_password, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
# What Ana has, somebody who will leave, and a mail that waits; then the backup. Prints three addresses.
BACKED_UP = """
import io, json
from django.core.management import call_command
from django.utils import timezone
from accounts.mail import outbox
from accounts.members import sessions
from accounts.models import Member
from community.models import Group, Post
from tickets.models import Ticket
now = timezone.now()
Member.objects.filter(handle="ana").update(language="{language}")
ana = Member.objects.get(handle="ana")
fugaz = Member.objects.create(name="Fulgencia Fugaz", handle="fugaz", email="fugaz@example.com", joined_at=now,
    approved_at=now)
sessions.keep_address(fugaz)
Group.objects.default().admit(fugaz)
group = Group.objects.default()
hers = Post.objects.publish(by=ana, kind="story", body="La copa sigue en la vitrina.", as_of=now)
theirs = Post.objects.publish(by=fugaz, kind="story", body="Me voy de viaje.", as_of=now)
outbox.write(kind="accounts.approved", to=ana, context={{"person": ana}}, once="put-back:{language}")
ticket = Ticket.objects.filter(customer=ana).latest("pk")
call_command("backup", "{file}", verbosity=0, stdout=io.StringIO())
print(json.dumps([hers.get_absolute_url(), theirs.get_absolute_url(), ticket.get_absolute_url()]))
"""
PUT_BACK = """
import io, shutil
from datetime import timedelta
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from accounts.mail import sending
from accounts.models import Departure, Member
from accounts.privacy import erasing
from tests import emptying
Departure.objects.begin(Member.objects.get(handle="fugaz"), words="go")
erasing.erase_due()
emptying.empty()
shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
call_command("restore", "{file}", replace=True, stdout=io.StringIO())
sending.send_due(timezone.now() + timedelta(days=1))
"""
GONE = """
import json
from accounts.models import Member
print(json.dumps(not Member.objects.filter(handle="fugaz").exists()))
"""


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


def letters(house) -> list[str]:
    """The number of each letter that Ana got."""
    paths = (house.data / "mail").glob("*-ana@example.com.eml")
    return [message_from_bytes(path.read_bytes())["Message-ID"] for path in paths]


def test_the_house_is_wiped_and_put_back(browser, house, language, tmp_path):
    file = tmp_path / "house.zip"
    hers, theirs, ticket = house.ask(BACKED_UP.format(language=language, file=file))
    with signed_in(browser, house, "ana", language, WINDOWS[language]) as ana:
        ana.go(theirs)
        ana.reads("Me voy de viaje.")
        ana.page.goto("about:blank")
        house.run(PUT_BACK.format(file=file))
        ana.go(hers)
        ana.page.wait_for_url("**/accounts/login/**")
        enters_the_password(ana, "ana")
        ana.go(hers)
        ana.reads("La copa sigue en la vitrina.")
        ana.finds_the_page_sound()
        ana.go(ticket)
        assert ana.page.url.endswith(ticket)
        ana.finds_the_page_sound()
        ana.go(theirs)
        ana.does_not_read("Me voy de viaje.")
        ana.does_not_read("Fulgencia")
    assert house.ask(GONE)
    assert len(letters(house)) == len(set(letters(house)))
