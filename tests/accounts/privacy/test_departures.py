"""Ana leaves: her needle is nowhere in the house any more, what others said stays whole, and a backup cannot bring her
back (L-23, row 48)."""

import base64
import json
import logging
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.utils import timezone

from accounts import invariants
from accounts.invitations.models import Invitation
from accounts.mail import outbox
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members.models import Member
from accounts.privacy import erasing, packing
from accounts.privacy.departures import Departure
from accounts.privacy.exports import Export
from accounts.privacy.tombstones import Tombstone
from community.bookmarks.models import Bookmark
from community.concert.models import Concert
from community.concert.traces import Trace
from community.reactions.models import Reaction
from community.rendering.mentions import named
from tests.accounts.media.examples import picture, sent, upload_of
from tests.accounts.privacy.test_exports import fresh, packed_for
from tests.cast import person
from tests.community.examples import comment, everybody, post
from tests.tickets.examples import private_complaint_of, team_with
from tickets.desk import history
from tickets.desk.models import Ticket
from tickets.vault.models import YEARS, Sealed

NEEDLE = "zanahoria"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TOMBSTONES = str(tmp_path / "tombstones.txt")


def columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'bytea', 'tsvector', 'ARRAY')"
        )
        return cursor.fetchall()


def found(needle: str) -> set[str]:
    """Columns, files and cached values in which the needle lies."""
    places = set()
    with connection.cursor() as cursor:
        for table, column in columns():
            shown = f"encode(\"{column}\", 'escape')" if (table, column) in BYTES else f'"{column}"::text'
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {shown} ILIKE %s', [f"%{needle}%"])
            if cursor.fetchone()[0]:
                places.add(f"{table}.{column}")
    return places


BYTES = {("accounts_incomingmail", "raw"), ("accounts_brand", "logo")}


def files_with(folder, needle: str) -> list:
    return [path for path in folder.rglob("*") if path.is_file() and needle.encode() in path.read_bytes()]


@pytest.fixture
def life(bruno, sol):
    """A member full of needles, and others who spoke with them."""
    ana = person(f"Ana {NEEDLE.title()}", handle=NEEDLE, email=f"{NEEDLE}@example.com", bio=f"I am {NEEDLE}")
    place = everybody()
    for member in (ana, bruno, sol):
        place.admit(member)
    team_with(sol)
    said = post(ana, place, f"The {NEEDLE} in court 2 is cold.")
    said.edit(by=ana, body=f"The {NEEDLE} in court 2 is still cold.")
    theirs = post(bruno, place, f"Ask @{NEEDLE} about it.")
    comment(ana, theirs, f"I, {NEEDLE}, know.")
    comment(bruno, said, f"Thank you, @{NEEDLE}!")
    Reaction.objects.toggle(by=ana, kind="like", post=theirs)
    Bookmark.objects.create(member=ana, post=theirs)
    outbox.write(kind="accounts.approved", to=ana, context={"person": ana})
    outbox.write(kind="accounts.waiting", to=bruno, context={"person": ana})
    ana.describe(avatar=upload_of(ana))
    Upload.objects.accept(owner=ana, file=sent(picture(), name=f"{NEEDLE}.png"))
    ana.proof = upload_of(ana)
    ticket = private_complaint_of(ana, f"I was charged twice, {NEEDLE}.", uploads=[ana.proof])
    ticket.reply(by=sol, body=f"Dear {NEEDLE}, we look into it.")
    ticket.note(by=sol, body=f"{NEEDLE} was here before.")
    Export.objects.ask(by=ana)
    soon = timezone.now() + timedelta(days=7)
    Invitation.objects.create(
        email="eva@example.com", issued_by=ana, note=f"Yours, {NEEDLE}", expires_at=soon
    )
    ana.theirs, ana.said, ana.ticket = theirs, said, ticket
    return ana


def leaves(member, words="go") -> None:
    Departure.objects.begin(member, words=words)
    assert (erasing.erase_due(), erasing.erase_due()) == (1, 0)


def drawn(needle: str) -> list:
    """What is kept drawn in Valkey with the needle in it."""
    kept = caches["fragments"]._cache.get_client()
    return [
        key for key in kept.scan_iter() if kept.type(key) == b"string" and needle.encode() in kept.get(key)
    ]


def test_row_48_no_needle_is_left_anywhere(
    life, bruno, settings, client_of, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        packing.pack_due()
    client_of(bruno).get("/")
    client_of(bruno).get(f"/posts/{life.theirs.pk}/")
    assert len(found(NEEDLE)) > 10 and drawn(NEEDLE) and list(settings.MEDIA_ROOT.rglob("*.zip"))
    caplog.clear()
    with django_capture_on_commit_callbacks(execute=True):
        leaves(life)
    assert found(NEEDLE) == set() and drawn(NEEDLE) == []
    assert files_with(settings.MEDIA_ROOT, NEEDLE) == [] == list(settings.MEDIA_ROOT.rglob("*.zip"))
    assert NEEDLE not in said_in(caplog)
    packed = packed_for(bruno)
    assert not any(NEEDLE in packed.read(name).decode(errors="replace") for name in packed.namelist())
    assert not Bookmark.objects.filter(member=life).exists()
    broken = {law.sentence: count for law in invariants.LAWS if (count := law.violations())}
    assert broken == {}


def said_in(caplog) -> str:
    """What the house itself writes into its log; statements of the database are written nowhere."""
    ours = [record for record in caplog.records if record.name != "django.db.backends"]
    return " ".join(record.getMessage() for record in ours)


def test_nobody_is_held_against_others_who_is_not_there_any_more(life, bruno):
    """What was seen of accounts in concert goes with the traces that it came from."""
    one, other = sorted((life, bruno), key=lambda member: member.pk)
    known = {"cluster": one.pk, "score": 80, "reasons": {"device": 3}, "seen_at": life.created_at}
    Concert.objects.create(one=one, other=other, **known)
    Trace.objects.leave(life, address="192.0.2.7", device="Fox")
    leaves(life)
    assert not Concert.objects.exists() and not Trace.objects.exists()


def test_while_one_worker_is_at_it_another_lets_it_be(life):
    Departure.objects.begin(life, words="stay")
    beside = connections.create_connection("default")
    try:
        with beside.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [erasing.LOCK, life.pk])
        assert erasing.erase_due() == 0 and Departure.objects.due().exists()
    finally:
        beside.close()
    assert erasing.erase_due() == 1


def test_threads_stay_whole_and_the_words_stay_if_ana_says_so(life, bruno, client_of):
    leaves(life, words="stay")
    life.said.refresh_from_db()
    life.theirs.refresh_from_db()
    assert life.said.author is None and "still cold" in life.said.body
    assert life.theirs.reaction_counts == {} and NEEDLE not in life.theirs.body
    assert "Former member" in named(life.theirs.body_html)
    page = client_of(bruno).get(f"/posts/{life.said.pk}/").content.decode()
    assert "Thank you" in page and f"Ana {NEEDLE.title()}" not in page and "Former member" in page


def test_her_request_lies_in_the_vault_and_its_history_holds(
    life, sol, gema, client_of, django_capture_on_commit_callbacks
):
    kept = life.proof.path(life.proof.variants[-1])
    with default_storage.open(kept) as file:
        proof = file.read()
    with django_capture_on_commit_callbacks(execute=True):
        leaves(life)
    assert not default_storage.exists(kept)
    ticket = Ticket.objects.get(pk=life.ticket.pk)
    assert (ticket.state, ticket.text, ticket.subject) == ("withdrawn", "", "")
    assert history.broken_links(ticket) == 0
    sealed = Sealed.objects.get(ticket=ticket)
    assert NEEDLE not in sealed.content
    with pytest.raises(PermissionDenied):
        sealed.open(by=sol, reason="I would like to know.")
    with pytest.raises(ValidationError):
        sealed.open(by=gema, reason="")
    answer = client_of(gema).post(
        f"/admin/tickets/sealed/{ticket.pk}/change/", {"reason": "Court 3 of Madrid, 12/2026"}
    )
    content = json.loads(answer.content)
    assert NEEDLE in content["ticket"]["text"] and NEEDLE in content["replies"][0]["body"]
    assert [base64.b64decode(file["content"]) for file in content["files"]] == [proof]
    assert sealed.openings.get().by == gema and sealed.openings.get().reason == "Court 3 of Madrid, 12/2026"
    assert (
        sealed.destroy_on.replace(year=sealed.destroy_on.year - YEARS) == sealed.sealed_at.date()
        and YEARS == 5
    )
    assert client_of(sol).get("/admin/tickets/sealed/").status_code == 403
    assert Sealed.objects.destroy_due(sealed.destroy_on) == 1
    assert Sealed.objects.get().content == ""


def test_a_sealed_request_whose_key_is_gone_says_so(life, gema, client_of, settings):
    leaves(life)
    settings.SECRET_KEY, old = "another key of the site, long enough", settings.SECRET_KEY
    reason = {"reason": "Court 3 of Madrid, 12/2026"}
    address = f"/admin/tickets/sealed/{life.ticket.pk}/change/"
    page = client_of(gema).post(address, reason)
    assert page.status_code == 200 and "SECRET_KEY_FALLBACKS" in page.content.decode()
    assert not Sealed.objects.get().openings.exists()
    settings.SECRET_KEY_FALLBACKS = [old]
    assert NEEDLE in client_of(gema).post(address, reason).content.decode()


def test_mails_of_others_go_for_her_name_alone_and_never_for_a_word_that_holds_it(bruno):
    """“Ana” is in “mañana” and “semana”, and there is another Ana."""
    ana, other = person("Ana", handle="ana-b"), person("Ana Ruiz", handle="ana-c")
    tomorrow = waiting(bruno, "Mañana, o esta semana, te contestamos.")
    named_in = waiting(bruno, "Ana has left.")
    greeting = waiting(other, "Hello Ana, your code.")
    sent = waiting(bruno, "La ventana. Mañana.", state=Mail.State.SENT, sent_at=timezone.now())
    leaves(ana)
    for mail, state, has_words in (
        (tomorrow, "queued", True), (named_in, "dropped", False), (greeting, "queued", True), (sent, "sent", True),
    ):  # fmt: skip
        mail.refresh_from_db()
        assert (mail.state, bool(mail.text)) == (state, has_words), mail.kind


def waiting(member, text: str, **columns) -> Mail:
    known = {"kind": "accounts.letter", "subject": "A letter", "text": text} | columns
    return Mail.objects.create(member=member, to=member.email, **known)


def test_a_backup_cannot_bring_her_back(life):
    before = {field: getattr(life, field) for field in ("name", "email", "handle", "left_at")}
    leaves(life)
    assert Tombstone.objects.count() == 1
    Departure.objects.all().delete()
    Member.objects.filter(pk=life.pk).update(**before)
    assert erasing.apply_tombstones(life.created_at) == 1
    erasing.erase_due()
    assert found(NEEDLE) == set()


def test_ana_leaves_by_the_page_and_is_signed_out(ana, client_of):
    browser = client_of(ana)
    assert "reauthenticate" in browser.get("/settings/my-data/departure/")["Location"]
    fresh(browser)
    assert "Your profile" in browser.get("/settings/my-data/departure/").content.decode()
    assert browser.post("/settings/my-data/departure/", {"words": "stay"}).status_code == 200
    browser.post("/settings/my-data/departure/", {"words": "stay", "sure": "on"})
    ana.refresh_from_db()
    assert ana.left_at and browser.get("/settings/").status_code == 302


def test_the_last_manager_cannot_leave(gema):
    with pytest.raises(ValidationError):
        Departure.objects.begin(gema, words="stay")
    gema.refresh_from_db()
    assert gema.left_at is None
