"""The house is wiped and put back from one file: nothing is lost, nothing is sent twice, who left stays gone, and a
damaged file touches nothing (L-23, reliability of backups)."""

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts import invariants
from accounts.imports import inviting
from accounts.mail import outbox
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members.models import Member
from accounts.privacy import erasing
from accounts.privacy.departures import Departure
from accounts.privacy.gone import Gone
from community.digests.models import Digest
from community.notifications.deliveries import Delivery
from community.notifications.models import Notification
from community.posts.models import Post
from community.search.models import SearchEntry
from config.backup import restoring, taking
from tests import cast, emptying
from tests.accounts.imports.lists import ELENA, entered, file_of, lines
from tests.accounts.media.examples import upload_of
from tests.cast import client_of
from tests.community.examples import everybody, post
from tests.tickets.examples import private_complaint_of, team_with
from tickets.desk import history
from tickets.desk.models import Ticket

# What is restored is committed: no transaction of the test around it.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(db, settings, tmp_path) -> Path:
    """A small house with everything that is hard to put back; returns the path of its backup."""
    settings.MEDIA_ROOT, settings.TOMBSTONES = tmp_path / "media", str(tmp_path / "tombstones.txt")
    ana, bruno, sol = cast.ana(), cast.bruno(), cast.sol()
    place = everybody()
    for member in (ana, bruno, sol):
        place.admit(member)
    team_with(sol)
    post(ana, place, "The pool opens at eight.")
    post(bruno, place, "Bruno was here.")
    ana.describe(avatar=upload_of(ana))
    private_complaint_of(ana, "I was charged twice.")
    client_of(ana)  # she is signed in
    told = Notification.objects.tell([ana], kind="community.bookmark_due", subject=Post.objects.first())[0]
    Delivery.objects.get_or_create(notification=told, channel="push", due_at=timezone.now())
    outbox.write(kind="accounts.approved", to=ana, context={"person": ana})
    call_command("backup", tmp_path / "house.zip")
    return tmp_path / "house.zip"


def wipe(settings) -> None:
    emptying.empty()
    with connection.cursor() as cursor:  # a new house counts from one
        cursor.execute("SELECT setval(pg_get_serial_sequence('community_post', 'id'), 1, false)")
    shutil.rmtree(settings.MEDIA_ROOT)


def test_the_house_is_wiped_and_put_back(house, settings):
    ana = Member.objects.get(handle="ana")
    entries, last = SearchEntry.objects.count(), Post.objects.order_by("-pk").first().pk
    bruno = Member.objects.get(handle="bruno")
    Departure.objects.begin(bruno, words="go")
    erasing.erase_due()
    wipe(settings)
    call_command("restore", house)
    assert not Delivery.objects.waiting().exists() and not Session.objects.exists()
    assert Member.objects.get(handle="ana").email == ana.email
    assert SearchEntry.objects.count() == entries
    upload = Upload.objects.get(pk=ana.avatar_id)
    assert client_of(Member.objects.get(pk=ana.pk)).get(upload.small).status_code == 200
    assert "The pool opens at eight." in client_of(Member.objects.get(pk=ana.pk)).get("/").content.decode()
    assert history.broken_links(Ticket.objects.get()) == 0
    assert not Mail.objects.filter(state__in=("queued", "sending")).exists()
    gone = Member.objects.get(pk=bruno.pk)
    assert set(Gone.objects.among("email", [bruno.email, ana.email])) == {bruno.email}
    assert gone.email is None and not Post.objects.filter(body__contains="Bruno was here").exists()
    assert {law.sentence for law in invariants.LAWS if law.violations()} == set()
    again = post(Member.objects.get(pk=ana.pk), everybody(), "And closes at ten.")
    assert again.pk > last


def test_nobody_else_reads_a_backup_while_it_is_written(house, tmp_path, monkeypatch):
    seen = []

    def look(packed, as_of):
        seen.append((tmp_path / "again.zip.half").stat().st_mode & 0o777)
        return filled(packed, as_of)

    filled = taking.fill
    monkeypatch.setattr(taking, "fill", look)
    call_command("backup", tmp_path / "again.zip")
    assert seen == [0o600] and (tmp_path / "again.zip").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_not_sound_or_fits_not_touches_nothing(house, tmp_path):
    MigrationRecorder(connection).record_applied("accounts", "9999_later")
    refuses(house, "older version")
    MigrationRecorder(connection).record_unapplied("accounts", "9999_later")
    refuses(house, "people in this house", replace=False)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(house.read_bytes()[:-2000])
    refuses(cut, "damaged")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(house) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"opens at eight", b"opens at nine!"))
    refuses(changed, "damaged")
    refuses(tmp_path / "none.zip", "no file")
    assert Member.objects.filter(handle="ana").exists() and Mail.objects.filter(state="queued").exists()


def test_what_is_no_backup_is_refused_with_a_sentence(house, tmp_path):
    for name, parts, words in (
        ("empty", {}, "no manifest"),
        ("nonsense", {"manifest.json": "not json"}, "cannot be read"),
        ("list", {"manifest.json": "[]"}, "another version of this command"),
        ("later", {"manifest.json": '{"format": 2}'}, "another version of this command"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            for entry, content in parts.items():
                packed.writestr(entry, content)
        refuses(tmp_path / name, words)
    (tmp_path / "text").write_text("Dear all")
    refuses(tmp_path / "text", "damaged or no backup")
    refuses(tmp_path, "no file")
    assert Member.objects.filter(handle="ana").exists()


def test_what_breaks_half_way_leaves_the_house_as_it_was(house, monkeypatch):
    Post.objects.filter(body__contains="eight").update(body="Written after the backup.")
    monkeypatch.setattr(restoring, "put_files_back", lambda *_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("restore", house, replace=True)
    assert Post.objects.filter(body="Written after the backup.").exists()
    assert Mail.objects.filter(state="queued").exists()


def test_a_backup_has_its_name_once_it_is_whole(house, tmp_path, monkeypatch):
    whole = house.read_bytes()
    monkeypatch.setattr(taking, "copy_file", lambda *_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("backup", house)
    assert house.read_bytes() == whole and not list(tmp_path.glob("*.half"))


def test_what_was_due_since_is_not_sent_again(db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.TOMBSTONES = tmp_path / "media", str(tmp_path / "tombstones.txt")
    gema, now = cast.gema(), timezone.now()
    one = entered(file_of(lines(ELENA)), by=gema, invite_at=now + timedelta(hours=1))
    Digest.objects.create(member=gema, pace="daily", next_at=now + timedelta(hours=1))
    call_command("backup", tmp_path / "house.zip")
    later = now + timedelta(days=2)  # the house went on, and was lost
    done = restoring.restore(tmp_path / "house.zip", replace=True, as_of=later)
    assert (done["lists"], done["digests"]) == (1, 1)
    assert inviting.invite_due(later) == 0 and not Digest.objects.due(later).exists()
    one.refresh_from_db()
    one.invite(at=later, an_hour=300)
    assert inviting.invite_due(later) == 1  # Gema has looked, and lets them go


def refuses(path: Path, words: str, *, replace: bool = True) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("restore", path, replace=replace)
