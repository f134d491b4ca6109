"""Gema brings the members' list in: checked first, entered once, undone without a trace."""

import csv
import io
import os
import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.customers.models import Record
from accounts.imports import entering, error_files, tables, work
from accounts.imports.models import DEAD_AFTER, Import, Original
from accounts.imports.rows import Row
from accounts.invariants import LAWS
from accounts.members.models import Member
from accounts.members.staging import staged
from accounts.privacy import erasing
from accounts.privacy.departures import Departure
from tests.accounts.imports.lists import BAD, ELENA, PAU, SHEET, checked, entered, file_of, lines, workbook
from tests.tickets.examples import private_complaint_of, team_with

MANY = 5000 if os.environ.get("DEEP") == "1" else 1000
OURS = [law for law in LAWS if law.id in ("V1", "V2", "V3")]


def holds() -> bool:
    return [law.violations() for law in OURS] == [0] * len(OURS)


def test_the_dry_run_says_what_would_happen_and_does_nothing(gema):
    one = checked(file_of(lines(ELENA, PAU, BAD, ELENA)), by=gema)
    counts = one.counts()
    assert (counts["new"], counts["changed"], counts["same"], counts["bad"]) == (2, 0, 0, 2)
    bad = {row.number: row.reasons for row in one.rows.bad()}
    assert bad == {
        4: [
            "“nadia(at)example.com” is not an e-mail address.",
            "“31/31/1990” is not a date. Write it as 31/12/1990.",
        ],
        5: ["The same person stands in row 2 already."],
    }
    assert Member.objects.exclude(pk=gema.pk).count() == 0 and not Record.objects.exists()
    assert not Original.objects.exists()  # the file itself is not kept


def test_who_is_entered_waits_for_their_account_and_twice_is_once(gema):
    one = entered(file_of(lines(ELENA, PAU, BAD)), by=gema)
    elena, pau = Member.objects.get(email="elena@example.com"), Member.objects.get(membership_number="1002")
    assert (elena.name, elena.phone, elena.joined_at) == ("Elena Muñoz Peña", "600 100 200", None)
    assert pau.is_minor() and pau.email is None
    assert staged(name="E.", email="ELENA@example.com") == elena  # the mail she sends finds her
    again = entered(file_of(lines(ELENA, PAU)), by=gema)
    assert again.counts()["same"] == 2 and Member.objects.count() == 3
    moved = entered(file_of(lines(ELENA.replace("600 100 200", "611 000 000"))), by=gema)
    assert moved.counts()["changed"] == 1
    elena.refresh_from_db()
    assert elena.phone == "611 000 000" and one.state == Import.State.DONE and holds()


def test_a_member_keeps_what_is_theirs_and_the_house_learns_what_it_did_not_know(gema, ana, bruno):
    Member.objects.filter(pk=bruno.pk).update(left_at=timezone.now())
    Member.objects.filter(pk=gema.pk).update(membership_number="9")
    text = "Socio;Nombre completo;E-mail;Nacimiento\n77;Another Name;ana@example.com;1/2/1980\n"
    one = entered(
        file_of(text + "78;Bruno;bruno@example.com;\n9;Ana;ana@example.com;\n10;Gema;gema@example.com;\n"),
        by=gema,
    )
    ana.refresh_from_db()
    assert (ana.name, ana.membership_number, str(ana.born_on)) == ("Ana Ruiz", "77", "1980-02-01")
    assert [row.problems[0][0] for row in one.rows.bad()] == ["left", "two", "other_number"]


def test_no_list_takes_the_address_or_the_telephone_of_who_has_joined(gema, ana):
    """Who could change an address could come in by it: the number finds the member, and says no more."""
    Member.objects.filter(pk=ana.pk).update(membership_number="77", phone="600 000 001")
    one = entered(file_of(lines("77;Ana;Other;other@example.com;655 000 000;;;")), by=gema)
    ana.refresh_from_db()
    assert (ana.email, ana.phone, ana.name) == ("ana@example.com", "600 000 001", "Ana Ruiz")
    assert one.counts()["bad"] == 0 and not Member.objects.filter(email="other@example.com").exists()


def test_the_same_person_is_noticed_however_far_apart_the_rows_stand(gema, monkeypatch):
    monkeypatch.setattr(work, "BATCH", 1)
    one = checked(file_of(lines(ELENA, PAU, ELENA)), by=gema)
    assert {row.number: row.reasons for row in one.rows.bad()} == {
        4: ["The same person stands in row 2 already."]
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_of_errors_mended_and_sent_again_brings_in_the_rest_and_nobody_twice(gema, kind):
    headings = ["Socio", "Nombre completo", "Correo"]
    rows = [
        [1001, "Elena Gil", "elena at example.com"],
        [1002, "Pau Gil", "pau@example.com"],
        [1003, "=1+1", ""],
    ]
    if kind == "csv":
        text = "\n".join(";".join(map(str, row)) for row in (headings, *rows))
        sent = file_of(text, encoding="latin-1")
    else:
        sent = SimpleUploadedFile("socios.xlsx", workbook(headings, *rows[:2], [1003, "", ""]))
    one = entered(sent, by=gema)
    assert (one.counts()["entered"], one.counts()["bad"]) == (1, 2)
    name, _type, content = error_files.of_errors(one)
    if kind == "csv":
        content = content.replace(b"elena at ", b"elena@").replace(b"'=1+1", b"Nil Gil")
    else:
        book = load_workbook(io.BytesIO(content))
        book.active["C2"], book.active["B3"] = "elena@example.com", "Nil Gil"
        file = io.BytesIO()
        book.save(file)
        content = file.getvalue()
    mended = entered(SimpleUploadedFile(name, content), by=gema)
    assert (mended.counts()["new"], mended.counts()["bad"]) == (2, 0)
    assert entered(SimpleUploadedFile(name, content), by=gema).counts()["same"] == 2
    assert set(Member.objects.exclude(pk=gema.pk).values_list("name", flat=True)) == {
        "Elena Gil", "Pau Gil", "Nil Gil",
    } and holds()  # fmt: skip


def test_a_worker_that_dies_leaves_nothing_half_done(gema, monkeypatch):
    rows = [f"{n};Nombre {chr(97 + n % 26)};Gil;m{n}@example.com;;;;" for n in range(9)]
    one = checked(file_of(lines(*rows)), by=gema)
    one.run(by=gema)
    monkeypatch.setattr(entering, "BATCH", 3)
    claimed = Import.objects.claim(timezone.now())
    entering.enter_some(claimed, work.Judge(claimed.columns), timezone.now())
    work.work_due()
    assert one.rows.to_enter().count() == 6  # claimed: nobody else touches it while its worker lives
    work.work_due(timezone.now() + 2 * DEAD_AFTER)
    one.refresh_from_db()
    assert (one.state, Member.objects.count(), one.counts()["entered"]) == (
        Import.State.DONE,
        10,
        9,
    ) and holds()


def test_undoing_takes_out_who_came_and_puts_back_what_changed(gema, ana, sol):
    staged(name="Old Name", email="elena@example.com", phone="600")
    rows = [
        PAU,
        "5;Nil;Gil;nil@example.com;;;;",
        "6;Joana;Gil;joana@example.com;;;;",
        "7;Ana;R;ana@example.com;655 000 000;;;",
    ]
    one = entered(file_of(lines(ELENA, *rows)), by=gema)
    team_with(sol)
    private_complaint_of(Member.objects.get(email="nil@example.com"), "I was charged twice.")
    Member.objects.get(email="joana@example.com").join()
    Member.objects.filter(pk=ana.pk).update(phone="+34 999")
    assert one.undo(by=gema)
    work.work_due()
    one.refresh_from_db()
    elena = Member.objects.get(email="elena@example.com")
    assert (elena.name, elena.phone, elena.membership_number) == ("Old Name", "600", None)
    assert not Member.objects.filter(membership_number="1002").exists()
    assert {row.name.split()[0]: row.kept for row in one.rows.kept()} == {
        "Nil": "holds", "Joana": "joined", "Ana": "changed",
    }  # fmt: skip
    ana.refresh_from_db()
    assert (ana.phone, ana.membership_number) == ("+34 999", None)
    assert one.state == Import.State.UNDONE and not one.undo(by=gema) and holds()


def test_row_26_the_file_of_errors_is_what_came_and_harmless(gema):
    rows = [
        '1;"=cmd|""/C calc""!A0";Gil;"a;b@example.com";+34 600;;;',
        "\t@SUM(1);-1+1;Gil;ok@example.com;;;;",
    ]
    one = checked(file_of(lines(ELENA, *rows), encoding="cp1252"), by=gema)
    name, _type, content = error_files.of_errors(one)
    assert name == "socios-errors.csv" and content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[:5] for row in read[1:]] == [
        ["1", '\'=cmd|"/C calc"!A0', "Gil", "a;b@example.com", "'+34 600"],
        ["'\t@SUM(1)", "'-1+1", "Gil", "ok@example.com", ""],
    ]
    assert (
        read[1][-1]
        == "“First name” is a formula. Put its value there instead. “a;b@example.com” is not an e-mail address."
    )
    # What comes back is what went out.
    assert [cells[:-1] for _n, cells in tables.read(content).rows] == [row.cells for row in one.rows.bad()]


def test_the_errors_of_a_workbook_come_as_a_workbook(gema):
    one = checked(SimpleUploadedFile("socios.xlsx", SHEET), by=gema)
    Row.objects.filter(of=one).update(
        outcome="bad", problems=[["no_name", {}]], cells=["=1+1", "b", "c", "d"]
    )
    cells = load_workbook(io.BytesIO(error_files.of_errors(one)[2])).active
    assert (
        cells["A2"].value == "'=1+1"
        and cells["A2"].data_type == "s"
        and cells["E2"].value == "There is no name."
    )


def test_a_file_of_50_mb_is_refused_before_it_is_read(gema, client_of):
    file = io.BytesIO(b"Nombre;Correo\n" + b"Ana;ana@example.com\n" * 2_600_000)
    file.name = "socios.csv"
    page = client_of(gema).post("/imports/", {"file": file})
    assert page.status_code == 200 and "10 MB at most" in page.content.decode()
    assert not Import.objects.exists()


def odd_names() -> list[str]:
    """Two hundred names of people: of every script, long and short, with marks, hyphens and apostrophes."""
    first = "José Nuño Åsa Ñusta Łukasz Şeyma Đặng Þór Ægir Œdipe O’Brien D'Angelo Zoë 李雷 佐藤 김민준"
    first += " محمد עומר Ελένη Юлия"
    second = "Muñoz-Peña|van der Berg|Ó Súilleabháin|Nguyễn Thị|O'Neill|ß|Ⅷ Martín|𝒜da|e\u0301mile|İpek"
    return [f"{one} {two}" for one in first.split() for two in second.split("|")]


def test_row_46_two_hundred_odd_names_come_in_as_they_are_or_say_why_not(gema):
    names = odd_names()
    assert len(names) == 200
    text = "Nombre;Correo\n" + "\n".join(f"{name};n{at}@example.com" for at, name in enumerate(names))
    one = entered(file_of(text), by=gema)
    wanted = {" ".join(unicodedata.normalize("NFKC", name).split()) for name in names}
    assert set(Member.objects.exclude(pk=gema.pk).values_list("name", flat=True)) == wanted
    bad = "Nombre;Correo\nA\u202eb;x@example.com\nA\u200bb;y@example.com\n🎾;z@example.com\n"
    assert checked(file_of(bad), by=gema).counts()["bad"] == 3 and one.counts()["bad"] == 0


def test_five_thousand_rows_are_checked_in_thirty_seconds_and_the_good_ones_go_in(gema):
    """C-40, with two rows of a hundred that are wrong; a fifth of it, in a fifth of the time, unless DEEP=1."""
    rows = [
        f"{n};Nombre {chr(97 + n % 26)};Gil;m{n}{' at ' if n % 50 == 0 else '@'}example.com;;1/2/1980;26001;F{n // 2}"
        for n in range(MANY)
    ]
    began = time.monotonic()
    one = checked(file_of(lines(*rows)), by=gema)
    assert time.monotonic() - began < 30 * MANY / 5000
    good = MANY * 49 // 50
    assert (one.counts()["new"], one.counts()["bad"]) == (good, MANY - good)
    one.run(by=gema)
    work.work_due()
    assert Member.objects.count() == good + 1 and Record.objects.count() == good and holds()
    read = list(csv.reader(io.StringIO(error_files.of_errors(one)[2].decode("utf-8-sig")), delimiter=";"))
    assert [row[:-1] for row in read[1:]] == [row.split(";") for row in rows[::50]]
    one.refresh_from_db()
    one.undo(by=gema)
    work.work_due()
    assert Member.objects.count() == 1 and not Record.objects.exists() and holds()


def test_row_48_who_is_erased_is_in_no_row_and_on_no_record(gema):
    entered(
        file_of(
            lines(ELENA.replace("Elena", "Needle"), BAD.replace("nadia(at)", "elena@") + ";elena@example.com")
        ),
        by=gema,
    )
    elena = Member.objects.get(email="elena@example.com")
    elena.join()
    Departure.objects.begin(elena, words="stay")
    erasing.erase_due()
    assert (
        not Row.objects.filter(cells__icontains="needle").exists() and not Record.objects.exists() and holds()
    )


def test_what_is_not_entered_can_be_forgotten_and_what_is_cannot(gema):
    one = checked(file_of(lines(ELENA)), by=gema)
    with pytest.raises(ValidationError):
        one.match(["phone"] * 8)
    assert one.throw_away() and not Import.objects.exists()
    assert not entered(file_of(lines(ELENA)), by=gema).throw_away()


def test_gema_chooses_between_rows_and_people_that_may_be_one(gema, ana, client_of):
    """A family with one address, the same person twice, and a number and an address of two people."""
    Member.objects.filter(pk=ana.pk).update(membership_number="77")
    child = PAU.replace("Muñoz Peña;;", "Muñoz Peña;elena@example.com;")
    rows = [ELENA, child, ELENA.replace("600 100 200", "611 000 000"), "77;Rosa;Gil;gema@example.com;;;;"]
    one = checked(file_of(lines(*rows)), by=gema)
    page = client_of(gema).get(f"/imports/{one.pk}/").content.decode()
    assert "Take this row instead of row 2" in page and "leave the number out" in page
    for number, choice in ((3, "number"), (4, "instead"), (5, "email")):
        client_of(gema).post(f"/imports/{one.pk}/rows/{number}/choice/", {"choice": choice})
        work.work_due()
    one.refresh_from_db()
    assert {row.number: row.reasons for row in one.rows.bad()} == {2: ["Row 4 was chosen for this person."]}
    assert not one.choose(3, "number") and not one.choose(2, "email")
    one.run(by=gema)
    work.work_due()
    elena, pau = Member.objects.get(membership_number="1001"), Member.objects.get(membership_number="1002")
    assert (elena.phone, pau.email) == ("611 000 000", None)
    ana.refresh_from_db()
    gema.refresh_from_db()
    assert (ana.membership_number, ana.email, gema.membership_number) == (
        "77",
        "ana@example.com",
        None,
    ) and holds()
