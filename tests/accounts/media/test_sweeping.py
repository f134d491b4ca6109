"""What nothing hangs on goes, row and files; what hangs somewhere stays (row 49)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.media import strays
from accounts.media.holders import holders
from accounts.media.models import Upload
from tests.accounts.media.examples import picture, sent, upload_of

NOW = timezone.now()
TOMORROW = NOW + timedelta(hours=25)


def sweep_twice(as_of) -> int:
    """What a sweep finds the next but one takes away."""
    return Upload.objects.sweep(as_of) + Upload.objects.sweep(as_of + timedelta(hours=1))


def on_disk(upload) -> list[str]:
    names = ("raw", "file", "1600", "800", "320")
    return [name for name in names if default_storage.exists(upload.path(name))]


@pytest.mark.django_db(transaction=True)
def test_the_original_goes_when_the_sizes_are_there(ana):
    upload = Upload.objects.accept(owner=ana, file=sent(picture()))
    assert on_disk(upload) == ["raw"]
    upload.make_ready()
    assert on_disk(upload) == ["1600", "800", "320"]


@pytest.mark.django_db(transaction=True)
def test_what_was_chosen_and_not_used_goes_after_a_day(ana):
    upload = upload_of(ana)
    assert sweep_twice(NOW + timedelta(hours=22)) == 0
    assert sweep_twice(TOMORROW) == 1
    assert not Upload.objects.exists() and on_disk(upload) == []


@pytest.mark.django_db(transaction=True)
def test_row_49_a_file_in_two_places_survives_one_of_them_and_goes_with_the_last(ana, bruno):
    upload = upload_of(ana)
    for person in (ana, bruno):
        person.avatar = upload
        person.save()
    ana.avatar = None
    ana.save()
    assert sweep_twice(TOMORROW) == 0
    assert on_disk(upload) == ["1600", "800", "320"]
    bruno.avatar = None
    bruno.save()
    assert sweep_twice(TOMORROW) == 1
    assert on_disk(upload) == []


def test_row_49_every_foreign_key_to_an_upload_holds_it(db):
    # Found by looking at the models, so that a new one cannot be forgotten.
    found = {(queryset.model._meta.label, field) for queryset, field in holders(Upload)}
    assert ("accounts.Member", "avatar") in found
    assert {("community.PostPicture", "upload"), ("tickets.TicketFile", "upload")} <= found


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_away_what_is_being_attached_at_this_moment(ana, bruno):
    upload = upload_of(ana)
    found = Upload.objects.attachable_by(ana).get()  # Ana's form has it in hand
    Upload.objects.sweep(TOMORROW)
    assert not Upload.objects.attachable_by(ana).exists(), "no other form takes it up"
    ana.avatar = found
    ana.save()
    assert Upload.objects.sweep(TOMORROW + timedelta(hours=1)) == 0
    upload.refresh_from_db()
    assert upload.released_at is None and on_disk(upload) == ["1600", "800", "320"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remove_it_once(ana):
    upload = upload_of(ana)
    assert [upload.remove(), upload.remove()] == [True, False]


# Strays: files without a row, rows without a file


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_row_was_undone_is_found_and_removed(ana):
    with transaction.atomic():
        upload = Upload.objects.accept(owner=ana, file=sent(picture()))
        transaction.set_rollback(True)
    later = timezone.now() + timedelta(hours=25)
    assert list(strays.found(timezone.now() - timedelta(hours=1))) == [], (
        "the transaction might still be open"
    )
    assert list(strays.found(later)) == [upload.path("raw")]
    assert strays.remove(later) == 1
    assert on_disk(upload) == []


@pytest.mark.django_db(transaction=True)
def test_half_a_file_is_a_stray(ana):
    upload = upload_of(ana)
    default_storage.save(f"{upload.pk.hex[:2]}/{upload.pk.hex}/.half-abc", ContentFile(b"x"))
    later = timezone.now() + timedelta(hours=25)
    assert strays.remove(later) == 1
    assert on_disk(upload) == ["1600", "800", "320"]


def test_what_is_not_ours_is_left_alone(db):
    default_storage.save("lost+found/x/y", ContentFile(b"x"))
    assert list(strays.found(timezone.now() + timedelta(days=9))) == []
    default_storage.delete("lost+found/x/y")


@pytest.mark.django_db(transaction=True)
def test_a_row_without_its_file_is_named(ana):
    upload = upload_of(ana)
    assert list(strays.missing()) == []
    default_storage.delete(upload.path("800"))
    assert list(strays.missing()) == [upload.path("800")]


@pytest.fixture(autouse=True)
def an_empty_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
