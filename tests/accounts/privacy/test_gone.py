"""Elena was erased: no list brings her back, her own wish does (L-23, D-22)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.customers.models import Record
from accounts.imports import error_files
from accounts.invitations.models import Invitation
from accounts.members.models import Member
from accounts.members.staging import staged
from accounts.privacy import erasing, outliving, tombstones
from accounts.privacy.departures import Departure
from accounts.privacy.gone import Gone
from accounts.privacy.retention import Period
from tests.accounts.imports.lists import ELENA, PAU, checked, entered, file_of, lines


@pytest.fixture(autouse=True)
def list_beside(settings, tmp_path):
    settings.TOMBSTONES = str(tmp_path / "tombstones.txt")


@pytest.fixture
def elena(gema, django_capture_on_commit_callbacks) -> Member:
    """She came by the list, joined, and asked to be erased."""
    with django_capture_on_commit_callbacks(execute=True):
        entered(file_of(lines(ELENA)), by=gema)
        elena = Member.objects.get(email="elena@example.com")
        elena.join()
        elena.admit(by=gema)
        erase(elena)
    return elena


def erase(member) -> None:
    Departure.objects.begin(member, words="stay")
    assert erasing.erase_due() == 1


def reasons(one) -> list[str]:
    return [reason for row in one.rows.bad() for reason in row.reasons]


def test_no_list_brings_her_back_by_address_or_number_and_nothing_of_her_stays_in_it(gema, elena, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the house" * 2
    by_number = "01001;Helena;Other;other@example.com;;;;"
    one = checked(file_of(lines(ELENA, by_number.replace("01001", "1-001"), PAU)), by=gema)
    today = date_format(timezone.now(), "DATE_FORMAT")
    assert len(reasons(one)) == 2 and all(f"on {today} to be erased" in reason for reason in reasons(one))
    one = entered(file_of(lines(ELENA, PAU)), by=gema)
    assert Member.objects.filter(membership_number="1002").exists()
    assert not Member.objects.filter(email="elena@example.com").exists()
    assert not Record.objects.filter(number="1001").exists()
    row = one.rows.bad().get()
    assert (row.cells, row.name, row.email) == ([], "", "")
    assert "Elena" not in error_files.of_errors(one)[2].decode("utf-8-sig")


def test_who_writes_is_heard_as_somebody_new_and_an_invitation_lets_her_in(gema, elena):
    anew = staged(name="Elena", email="elena@example.com")
    assert anew.pk != elena.pk and anew.joined_at is None
    assert len(reasons(entered(file_of(lines(ELENA)), by=gema))) == 1
    anew.refresh_from_db()
    assert (anew.name, anew.membership_number) == ("Elena", None)
    Invitation.issue(by=gema, email="elena@example.com").accept(name="Elena M.")
    assert not Gone.objects.filter(kind="email").exists()
    assert entered(file_of(lines(ELENA)), by=gema).counts()["changed"] == 1


def test_the_marks_outlive_the_database_and_end_with_their_period(elena, django_capture_on_commit_callbacks):
    hashes = set(Gone.objects.values_list("digest", flat=True))
    assert len(hashes) == 2 and "elena" not in str(outliving.read())
    Gone.objects.all().delete()
    tombstones.read()
    assert set(Gone.objects.values_list("digest", flat=True)) == hashes
    with django_capture_on_commit_callbacks(execute=True):
        late = timezone.now() + timedelta(days=1096)
        assert Period.objects.due(late)["gone"] == 2 and Period.objects.sweep(late)
    assert not Gone.objects.exists()
    assert [word for _hash, word, _at in outliving.read()] == ["stay"]
