"""Ana takes along all that is hers, and nothing that is not."""

import io
import json
import os
import time
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail.models import Mail
from accounts.privacy import headings, packing, registry
from accounts.privacy.exports import Export
from community.reports.models import Report
from tests.community.examples import comment, everybody, post
from tests.tickets.examples import private_complaint_of, team_with

MANY = 10_000 if os.environ.get("DEEP") == "1" else 600
A_LOT = 12 << 20  # bytes: twice what packing takes, half of what all of it at once would


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def packed_for(member) -> zipfile.ZipFile:
    Export.objects.ask(by=member)
    assert packing.pack_due() == 1
    return zipfile.ZipFile(io.BytesIO(Export.objects.takeable_by(member).get().open().read()))


def test_everything_of_anas_is_in_it_and_what_others_said_in_confidence_is_not(ana, bruno, sol):
    place = everybody()
    for member in (ana, bruno):
        place.admit(member)
    team_with(sol)
    said = post(ana, place, "The showers are cold again.")
    comment(bruno, said, "Bruno's own words.")
    comment(ana, said, "And the lights flicker.")
    ticket = private_complaint_of(ana, "I was charged twice.")
    ticket.reply(by=sol, body="We are looking into it.")
    ticket.note(by=sol, body="She complains a lot.")
    Report.objects.create(post=said, member=bruno, reason="spam", note="Bruno says it is spam.")
    packed = packed_for(ana)
    everything = " ".join(packed.read(name).decode() for name in packed.namelist())
    for words in ("showers are cold", "lights flicker", "charged twice", "looking into it", ana.email):
        assert words in everything, words
    for words in ("complains a lot", "says it is spam", "Bruno's own words", "Bruno Gil"):
        assert words not in everything, words
    assert "pages/posts.html" in packed.read("index.html").decode()
    assert [row["body"] for row in json.loads(packed.read("data/posts.json"))] == [
        "The showers are cold again."
    ]


def test_every_class_can_be_counted_and_exported(ana):
    for held in registry.known():
        assert held.counted(ana) == len(list(held.exported(ana))), held.name


def test_it_is_packed_once_told_once_and_gone_after_a_week(ana, django_capture_on_commit_callbacks):
    assert Export.objects.ask(by=ana) == Export.objects.ask(by=ana)
    assert (packing.pack_due(), packing.pack_due()) == (1, 0)
    assert Mail.objects.filter(kind="accounts.export_ready", member=ana).count() == 1
    export = Export.objects.takeable_by(ana).get()
    assert Export.objects.sweep(timezone.now()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert Export.objects.sweep(timezone.now() + timedelta(days=8)) == 1
    with pytest.raises(FileNotFoundError):
        export.open()


def test_only_ana_can_download_it_and_only_while_she_has_just_shown_who_she_is(ana, bruno, client_of):
    packed_for(ana)
    address = f"/settings/my-data/exports/{Export.objects.get().pk}/"
    asked = client_of(ana).get(address)
    assert asked.status_code == 302 and "reauthenticate" in asked["Location"]
    mine, other = fresh(client_of(ana)), fresh(client_of(bruno))
    answer = mine.get(address)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"
    assert other.get(address).status_code == 404


def test_after_seven_days_the_link_opens_nothing_though_no_sweep_has_come(ana, client_of):
    packed_for(ana)
    export, browser = Export.objects.get(), fresh(client_of(ana))
    address = f"/settings/my-data/exports/{export.pk}/"
    assert export.expires_at - export.ready_at == timedelta(days=7)
    assert address in browser.get("/settings/my-data/").text
    Export.objects.update(expires_at=timezone.now())
    assert browser.get(address).status_code == 404 and address not in browser.get("/settings/my-data/").text


def test_asking_needs_it_too_and_the_page_says_what_happens(ana, client_of):
    stale = client_of(ana).post("/settings/my-data/export/")
    assert stale.status_code == 302 and "reauthenticate" in stale["Location"]
    assert not Export.objects.exists()
    browser = fresh(client_of(ana))
    page = browser.post("/settings/my-data/export/", follow=True).content.decode()
    assert "We are packing it" in page and Export.objects.count() == 1


def fresh(browser):
    """A browser whose person has just typed the password again."""
    browser.post("/accounts/reauthenticate/", {"password": "tertulia"})
    return browser


def test_ten_thousand_things_are_packed_in_a_minute_and_never_held_all_at_once(ana):
    """So many, of 8 kB each, in sixty seconds; fewer in as much less unless DEEP=1."""
    words = "Lluvia en la pista dos. " * 340
    Mail.objects.bulk_create(Mail(member=ana, to=ana.email, kind="x", text=words) for _ in range(MANY))
    export = Export.objects.ask(by=ana)
    tracemalloc.start()
    began = time.monotonic()
    packing.pack_due()
    took, most = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    packed = zipfile.ZipFile(io.BytesIO(Export.objects.takeable_by(ana).get(pk=export.pk).open().read()))
    assert len(json.loads(packed.read("data/mail-to-you.json"))) == MANY
    last = f"pages/mail-to-you-{MANY // packing.A_PAGE}.html"
    assert packed.read("pages/mail-to-you.html").count(b"<hr>") == packing.A_PAGE
    assert b"Later" in packed.read("pages/mail-to-you.html") and b"Later" not in packed.read(last)
    assert took < 60 * MANY / 10_000 and most < A_LOT, (took, most)


def test_a_person_reads_words_and_not_columns(ana):
    ana.prefer(language="es")
    page = packed_for(ana).read("pages/profile.html").decode()
    assert "Correo electrónico" in page and "created" not in page and "+00:00" not in page
    exported = {headings.meaning(path) for held in registry.known() for path in held.export}
    assert exported - headings.HEADINGS.keys() == set()
